/**
 * Cohorts kept up to date with every run that begins or ends to count: the device's one value in each of them, and then their figures
 * (cohort-figures.ts). All cohorts of a run in a few statements, however many they are.
 */
import { sql, type Transaction } from 'kysely';
import { summarise } from '../../../../src/statistics/spread';
import { MOST_RUNS } from '../cohorts/members';
import { PREPARED } from '../database/prepared';
import type { Tables } from '../database/tables';
import { changeBuckets, membersOfDevice, type MemberRow } from './cohort-buckets';
import { setFigures } from './cohort-figures';
import { confirm, type Confirmation } from './confirmation';

export interface CohortsOfRun {
  readonly suite: string;
  readonly gpu: string;
  readonly engine: string;
  readonly modified: boolean;
  readonly device: string;
  readonly workloads: readonly string[];
}

type Writing = Transaction<Tables>;

interface Cohort {
  readonly id: number;
  readonly workload: string;
  /** One that the run itself is of; the others have its device among their members. */
  readonly isOwn: boolean;
}

/** Once its rows are there. */
export async function addToCohorts(transaction: Writing, run: CohortsOfRun): Promise<void> {
  const confirmation = await confirm(transaction, run.device);
  const workloads = [...new Set(run.workloads)].sort();
  let cohorts = await lock(transaction, run, confirmation);
  // One that has just lost its last device may be gone again between the two.
  while (cohorts.filter(({ isOwn }) => isOwn).length < workloads.length) {
    await make(transaction, run, workloads);
    cohorts = await lock(transaction, run, confirmation);
  }
  await count(transaction, run, { cohorts, ...confirmation });
}

/** Once its rows are gone. */
export async function removeFromCohorts(transaction: Writing, run: CohortsOfRun): Promise<void> {
  const confirmation = await confirm(transaction, run.device);
  await count(transaction, run, { cohorts: await lock(transaction, run, confirmation), ...confirmation });
}

/** After the operator has said something of a device. @returns whether it counts as confirmed */
export async function confirmAnew(transaction: Writing, device: string): Promise<boolean> {
  const confirmation = await confirm(transaction, device);
  const none = { suite: '', gpu: '', engine: '', modified: false, device, workloads: [] };
  await count(transaction, none, { cohorts: await lock(transaction, none, confirmation), ...confirmation });
  return confirmation.confirmed;
}

async function make(transaction: Writing, run: CohortsOfRun, workloads: readonly string[]): Promise<void> {
  const { suite: suite_id, gpu: gpu_id, engine, modified } = run;
  if (workloads.length === 0) return;
  await transaction
    .insertInto('cohorts')
    .values(workloads.map((workload_id) => ({ suite_id, workload_id, gpu_id, engine, modified, n: 0, median: 0 })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Whoever has a row has it until the commit: nobody else counts the same cohort meanwhile. All at once and in one order, so that no two
 * wait for each other; where the device has become another one, all that it is a member of.
 */
async function lock(transaction: Writing, run: CohortsOfRun, { changed }: Confirmation): Promise<readonly Cohort[]> {
  const own = sql`suite_id = ${run.suite} and workload_id = any(${[...run.workloads]}::text[]) and gpu_id = ${run.gpu}
    and engine = ${run.engine} and modified = ${run.modified}`;
  const { rows } = await sql<Cohort>`
    select id, workload_id as workload, ${own} as "isOwn" from cohorts
    where id in (
      select id from cohorts where ${own}
      union select cohort_id from cohort_members where device_id = ${run.device} and ${changed}::boolean)
    order by id for update ${PREPARED}`.execute(transaction);
  return rows;
}

interface Counting extends Confirmation {
  readonly cohorts: readonly Cohort[];
}

async function count(transaction: Writing, run: CohortsOfRun, { cohorts, confirmed }: Counting): Promise<void> {
  const ids = cohorts.map(({ id }) => id);
  const own = cohorts.filter(({ isOwn }) => isOwn);
  const others = new Set(cohorts.flatMap(({ id, isOwn }) => (isOwn ? [] : [id])));
  const before = await membersOfDevice(transaction, run.device, ids);
  const members = await setMembers(transaction, run, { cohorts: own, confirmed });
  if (others.size > 0) {
    await transaction
      .updateTable('cohort_members')
      .set({ confirmed })
      .where('device_id', '=', run.device)
      .where('cohort_id', 'in', [...others])
      .execute();
  }
  const kept = before.filter(({ cohort_id }) => others.has(cohort_id)).map((row) => ({ ...row, confirmed }));
  await changeBuckets(transaction, before, [...members, ...kept]);
  await setFigures(transaction, ids);
}

/** The median of the device's latest runs, as cohorts/members.ts has it. @returns what is there of it */
async function setMembers(
  transaction: Writing,
  run: CohortsOfRun,
  { cohorts, confirmed }: Omit<Counting, 'changed'>,
): Promise<readonly MemberRow[]> {
  if (cohorts.length === 0) return [];
  const { rows } = await sql<{ workload: string; medians: number[] }>`
    select workload, array_agg(latest.median) as medians
    from unnest(${cohorts.map(({ workload }) => workload)}::text[]) as asked(workload)
    cross join lateral (
      select samples.median
      from runs join samples on samples.run_id = runs.id
      where runs.device_id = ${run.device} and runs.suite_id = ${run.suite} and runs.state = 'ranked'
        and runs.gpu_id = ${run.gpu} and runs.engine = ${run.engine} and runs.modified = ${run.modified}
        and samples.workload_id = asked.workload and samples.metric = 'tokensPerSecond'
      order by runs.received_at desc, samples.median desc
      limit ${MOST_RUNS}) as latest
    group by workload ${PREPARED}`.execute(transaction);
  const medians = new Map(rows.map((row) => [row.workload, row.medians]));
  const members = cohorts.flatMap(({ id, workload }) => {
    const own = medians.get(workload);
    if (own === undefined) return [];
    return [{ cohort_id: id, device_id: run.device, confirmed, value: summarise(own).median, runs: own.length }];
  });
  const counted = new Set(members.map(({ cohort_id }) => cohort_id));
  const gone = cohorts.flatMap(({ id }) => (counted.has(id) ? [] : [id]));
  if (gone.length > 0) {
    await transaction
      .deleteFrom('cohort_members')
      .where('cohort_id', 'in', gone)
      .where('device_id', '=', run.device)
      .execute();
  }
  if (members.length === 0) return [];
  await sql`
    insert into cohort_members (cohort_id, device_id, confirmed, value, runs)
    select cohort_id, device_id, confirmed, value, runs
    from jsonb_to_recordset(${JSON.stringify(members)}::jsonb) as member(cohort_id integer, device_id text, confirmed boolean,
      value double precision, runs integer)
    on conflict (cohort_id, device_id) do update set value = excluded.value, runs = excluded.runs,
      confirmed = excluded.confirmed ${PREPARED}`.execute(transaction);
  return members;
}
