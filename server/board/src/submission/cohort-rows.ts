/**
 * Cohorts kept up to date with every run that comes or goes: the device's one value, and the figure over all devices, of which only the
 * few values are read that it lies between (cohorts/few-ranks.ts).
 */
import { sql, type Transaction } from 'kysely';
import { basisOf } from '../cohorts/basis';
import { figureFromRanks, neededRanks } from '../cohorts/few-ranks';
import type { CohortFigure } from '../cohorts/figure';
import { MOST_RUNS } from '../cohorts/members';
import type { Tables } from '../database/tables';
import { confirm } from './confirmation';

export interface CohortsOfRun {
  readonly suite: string;
  readonly gpu: string;
  readonly engine: string;
  readonly modified: boolean;
  readonly device: string;
  readonly workloads: readonly string[];
}

type Writing = Transaction<Tables>;

/** In one order, so that two runs that meet in several cohorts never wait for each other. */
const inOrder = ({ workloads }: CohortsOfRun): readonly string[] => [...new Set(workloads)].sort();

export async function addToCohorts(transaction: Writing, run: CohortsOfRun): Promise<void> {
  const { confirmed, changed } = await confirm(transaction, run.device);
  const touched: number[] = [];
  for (const workload of inOrder(run)) {
    const { suite, gpu, engine, modified } = run;
    // Whoever makes or touches the row has it until the commit: nobody else counts the same cohort meanwhile.
    const { id } = await transaction
      .insertInto('cohorts')
      .values({ suite_id: suite, workload_id: workload, gpu_id: gpu, engine, modified, n: 0, median: 0 })
      .onConflict((conflict) =>
        conflict
          .columns(['workload_id', 'gpu_id', 'engine', 'modified', 'suite_id'])
          .doUpdateSet({ updated_at: new Date() }),
      )
      .returning('id')
      .executeTakeFirstOrThrow();
    await setMember(transaction, { cohort: id, workload, confirmed }, run);
    await setFigure(transaction, id);
    touched.push(id);
  }
  if (changed) await setConfirmed(transaction, run.device, confirmed, touched);
}

/** After its rows are gone. */
export async function removeFromCohorts(transaction: Writing, run: CohortsOfRun): Promise<void> {
  const { confirmed, changed } = await confirm(transaction, run.device);
  const touched: number[] = [];
  for (const workload of inOrder(run)) {
    const cohort = await transaction
      .selectFrom('cohorts')
      .select('id')
      .where('workload_id', '=', workload)
      .where('gpu_id', '=', run.gpu)
      .where('engine', '=', run.engine)
      .where('modified', '=', run.modified)
      .where('suite_id', '=', run.suite)
      .forUpdate()
      .executeTakeFirst();
    if (cohort === undefined) continue;
    await setMember(transaction, { cohort: cohort.id, workload, confirmed }, run);
    await setFigure(transaction, cohort.id);
    touched.push(cohort.id);
  }
  if (changed) await setConfirmed(transaction, run.device, confirmed, touched);
}

/** After the operator has said something of a device. @returns whether it counts as confirmed */
export async function confirmAnew(transaction: Writing, device: string): Promise<boolean> {
  const { confirmed, changed } = await confirm(transaction, device);
  if (changed) await setConfirmed(transaction, device, confirmed, []);
  return confirmed;
}

/** In the other cohorts that the device has a voice in. */
async function setConfirmed(
  transaction: Writing,
  device: string,
  confirmed: boolean,
  touched: readonly number[],
): Promise<void> {
  const members = await transaction
    .selectFrom('cohort_members')
    .select('cohort_id as id')
    .where('device_id', '=', device)
    .orderBy('cohort_id')
    .execute();
  for (const { id } of members.filter((one) => !touched.includes(one.id))) {
    await transaction.selectFrom('cohorts').select('id').where('id', '=', id).forUpdate().execute();
    await transaction
      .updateTable('cohort_members')
      .set({ confirmed })
      .where('cohort_id', '=', id)
      .where('device_id', '=', device)
      .execute();
    await setFigure(transaction, id);
  }
}

interface MemberOf {
  readonly cohort: number;
  readonly workload: string;
  readonly confirmed: boolean;
}

/** The median of the device's latest runs. The middle of two is their mean, as everywhere here. */
async function setMember(
  transaction: Writing,
  { cohort, workload, confirmed }: MemberOf,
  run: CohortsOfRun,
): Promise<void> {
  const { rows } = await sql<{ value: number | null; runs: number }>`
    select percentile_cont(0.5) within group (order by median) as value, count(*)::integer as runs
    from (
      select samples.median
      from runs join samples on samples.run_id = runs.id
      where runs.device_id = ${run.device} and runs.suite_id = ${run.suite} and runs.state = 'ranked'
        and runs.gpu_id = ${run.gpu} and runs.engine = ${run.engine} and runs.modified = ${run.modified}
        and samples.workload_id = ${workload} and samples.metric = 'tokensPerSecond'
      order by runs.received_at desc
      limit ${MOST_RUNS}) as latest`.execute(transaction);
  const [own] = rows;
  if (own === undefined || own.value === null) {
    await transaction
      .deleteFrom('cohort_members')
      .where('cohort_id', '=', cohort)
      .where('device_id', '=', run.device)
      .execute();
    return;
  }
  const { value, runs } = own;
  await transaction
    .insertInto('cohort_members')
    .values({ cohort_id: cohort, device_id: run.device, value, runs, confirmed })
    .onConflict((conflict) => conflict.columns(['cohort_id', 'device_id']).doUpdateSet({ value, runs, confirmed }))
    .execute();
}

async function setFigure(transaction: Writing, cohort: number): Promise<void> {
  const { rows } = await sql<{ devices: number; confirmed: number; runs: number }>`
    select count(*)::integer as devices, (count(*) filter (where confirmed))::integer as confirmed,
      coalesce(sum(runs), 0)::integer as runs
    from cohort_members where cohort_id = ${cohort}`.execute(transaction);
  const { devices, confirmed, runs } = rows[0] ?? { devices: 0, confirmed: 0, runs: 0 };
  const all = await figureOfMembers(transaction, cohort, devices, false);
  if (all === null) {
    await transaction.deleteFrom('cohorts').where('id', '=', cohort).execute();
    return;
  }
  const basis = basisOf(devices, confirmed);
  const isOfAll = basis === 'all' || confirmed === devices;
  const shown = isOfAll ? all : ((await figureOfMembers(transaction, cohort, confirmed, true)) ?? all);
  await transaction
    .updateTable('cohorts')
    .set({
      ...{ devices, confirmed, runs, basis, n: shown.n, median: shown.median, updated_at: new Date() },
      ...{ low: shown.bounds?.low ?? null, high: shown.bounds?.high ?? null },
      ...{ guarded_low: shown.guarded?.low ?? null, guarded_high: shown.guarded?.high ?? null },
      ...{ all_median: all.median, all_low: all.bounds?.low ?? null, all_high: all.bounds?.high ?? null },
      ...{ all_guarded_low: all.guarded?.low ?? null, all_guarded_high: all.guarded?.high ?? null },
    })
    .where('id', '=', cohort)
    .execute();
}

/** Of so many members: of all, or of the confirmed. */
async function figureOfMembers(
  transaction: Writing,
  cohort: number,
  n: number,
  onlyConfirmed: boolean,
): Promise<CohortFigure | null> {
  const ranks = neededRanks(n);
  if (ranks.length === 0) return null;
  const { rows } = await sql<{ rank: number; value: number }>`
    select rank, value from (
      select row_number() over (order by value) as rank, value from cohort_members
      where cohort_id = ${cohort} and (confirmed or not ${onlyConfirmed}::boolean)) as ordered
    where rank = any(${[...ranks]}::integer[])`.execute(transaction);
  return figureFromRanks(n, new Map(rows.map(({ rank, value }) => [rank, value])));
}
