/**
 * Cohorts kept up to date with every run that begins or ends to count: the device's one value in each of them, and then their figures
 * (cohort-figures.ts). All cohorts of a run in a few statements, however many they are.
 */
import { sql, type Transaction } from 'kysely';
import { summarise } from '../../../../src/statistics/spread';
import { MOST_RUNS } from '../cohorts/members';
import { PREPARED } from '../database/prepared';
import type { Tables } from '../database/tables';
import { changeMembers, type MemberRow } from './cohort-buckets';
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
  /** What the device was in it so far; null: nothing. */
  readonly before: MemberRow | null;
  /** Of its runs that count there. */
  readonly medians: readonly number[];
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
 * wait for each other; where the device has become another one, all that it is a member of. What is read beside them is the device's own, and
 * nobody has written that since the device was locked.
 */
async function lock(transaction: Writing, run: CohortsOfRun, { changed }: Confirmation): Promise<readonly Cohort[]> {
  const own = sql`suite_id = ${run.suite} and workload_id = any(${[...run.workloads]}::text[]) and gpu_id = ${run.gpu}
    and engine = ${run.engine} and modified = ${run.modified}`;
  const { rows } = await sql<Cohort>`
    select id, workload_id as workload, ${own} as "isOwn",
      (select to_jsonb(member) from cohort_members as member where cohort_id = id and device_id = ${run.device}) as before,
      array(${latestMedians(run.device)}) as medians
    from cohorts
    where id in (
      select id from cohorts where ${own}
      union select cohort_id from cohort_members where device_id = ${run.device} and ${changed}::boolean)
    order by id for update ${PREPARED}`.execute(transaction);
  return rows;
}

/** As many of the device's runs as cohorts/members.ts has it. */
const latestMedians = (device: string) => sql`
  select samples.median
  from runs join samples on samples.run_id = runs.id
  where runs.device_id = ${device} and runs.suite_id = cohorts.suite_id and runs.state = 'ranked'
    and runs.gpu_id = cohorts.gpu_id and runs.engine = cohorts.engine and runs.modified = cohorts.modified
    and samples.workload_id = cohorts.workload_id and samples.metric = 'tokensPerSecond'
  order by runs.received_at desc, samples.median desc
  limit ${MOST_RUNS}`;

interface Counting extends Confirmation {
  readonly cohorts: readonly Cohort[];
}

async function count(transaction: Writing, { device }: CohortsOfRun, { cohorts, confirmed }: Counting): Promise<void> {
  if (cohorts.length === 0) return;
  const ids = cohorts.map(({ id }) => id);
  const before = cohorts.flatMap((cohort) => cohort.before ?? []);
  const after = cohorts.flatMap((cohort) => memberNow(cohort, { device, confirmed }) ?? []);
  const left = new Set(after.map(({ cohort_id }) => cohort_id));
  await leave(
    transaction,
    device,
    before.flatMap(({ cohort_id }) => (left.has(cohort_id) ? [] : [cohort_id])),
  );
  await setFigures(transaction, ids, await changeMembers(transaction, ids, { before, after }));
}

interface Voice {
  readonly device: string;
  readonly confirmed: boolean;
}

/** Null where it has no run any more. In a cohort that the run is not of, it has what it had. */
function memberNow({ id, isOwn, before, medians }: Cohort, { device, confirmed }: Voice): MemberRow | null {
  if (!isOwn) return before && { ...before, confirmed };
  if (medians.length === 0) return null;
  return { cohort_id: id, device_id: device, confirmed, value: summarise(medians).median, runs: medians.length };
}

async function leave(transaction: Writing, device: string, cohorts: readonly number[]): Promise<void> {
  if (cohorts.length === 0) return;
  await transaction
    .deleteFrom('cohort_members')
    .where('cohort_id', 'in', [...cohorts])
    .where('device_id', '=', device)
    .execute();
}
