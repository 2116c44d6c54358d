/** Which ranked workloads there are, and how much of each: what a page offers to choose from. */
import { PROFILE_NAMES, PROFILES, SUITE } from '../../../../src/benchmark/suite/suite';
import type { Workloads } from '../contract/reads/cohorts';
import { headlineIds, rankedWorkloads, suiteOf, workloadsWithCohorts, type Reading } from './known';

/** Those of the profiles are named also while nobody has sent one. */
const USUAL: ReadonlySet<string> = new Set(PROFILE_NAMES.flatMap((name) => PROFILES[name].formats));

const NONE = { cohorts: 0, devices: 0, runs: 0 };

export async function workloadsOf(read: Reading, suiteId: string = SUITE): Promise<Workloads> {
  const suite = await suiteOf(read, suiteId);
  const rows = await read
    .selectFrom('cohorts')
    .select(({ fn }) => [
      'workload_id as id',
      fn.countAll<number>().as('cohorts'),
      fn.sum<number>('devices').as('devices'),
      fn.sum<number>('runs').as('runs'),
    ])
    .where('suite_id', '=', suite.id)
    .where('n', '>', 0)
    .groupBy('workload_id')
    .execute();
  const counts = new Map(rows.map(({ id, cohorts, devices, runs }) => [id, { cohorts, devices, runs }]));
  const isToday = suite.id === SUITE;
  const today = isToday ? rankedWorkloads().filter(({ id, format }) => counts.has(id) || USUAL.has(format)) : [];
  const known = new Set(today.map(({ id }) => id));
  const others = (await workloadsWithCohorts(read, suite.id)).filter(({ id }) => !known.has(id));
  return {
    suite,
    workloads: [...today, ...others].map((workload) => ({
      ...workload,
      isHeadline: headlineIds().has(workload.id),
      ...(counts.get(workload.id) ?? NONE),
    })),
  };
}
