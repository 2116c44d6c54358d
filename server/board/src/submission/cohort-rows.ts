/**
 * Cohorts kept up to date with every run that comes or goes: the device's one value, and the figure over all devices, of which only the
 * few values are read that it lies between (cohorts/few-ranks.ts).
 */
import { sql, type Transaction } from 'kysely';
import { figureFromRanks, neededRanks } from '../cohorts/few-ranks';
import { MOST_RUNS } from '../cohorts/members';
import type { Tables } from '../database/tables';

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
    await setMember(transaction, id, workload, run);
    await setFigure(transaction, id);
  }
}

/** After its rows are gone. */
export async function removeFromCohorts(transaction: Writing, run: CohortsOfRun): Promise<void> {
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
    await setMember(transaction, cohort.id, workload, run);
    await setFigure(transaction, cohort.id);
  }
}

/** The median of the device's latest runs. The middle of two is their mean, as everywhere here. */
async function setMember(transaction: Writing, cohort: number, workload: string, run: CohortsOfRun): Promise<void> {
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
    .values({ cohort_id: cohort, device_id: run.device, value, runs })
    .onConflict((conflict) => conflict.columns(['cohort_id', 'device_id']).doUpdateSet({ value, runs }))
    .execute();
}

async function setFigure(transaction: Writing, cohort: number): Promise<void> {
  const { n } = await transaction
    .selectFrom('cohort_members')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('cohort_id', '=', cohort)
    .executeTakeFirstOrThrow();
  const ranks = neededRanks(n);
  const { rows } = await sql<{ rank: number; value: number }>`
    select rank, value from (
      select row_number() over (order by value) as rank, value from cohort_members where cohort_id = ${cohort}) as ordered
    where rank = any(${[...ranks]}::integer[])`.execute(transaction);
  const figure = figureFromRanks(n, new Map(rows.map(({ rank, value }) => [rank, value])));
  if (figure === null) {
    await transaction.deleteFrom('cohorts').where('id', '=', cohort).execute();
    return;
  }
  const { median, bounds, guarded } = figure;
  await transaction
    .updateTable('cohorts')
    .set({
      ...{ n, median, low: bounds?.low ?? null, high: bounds?.high ?? null },
      ...{ guarded_low: guarded?.low ?? null, guarded_high: guarded?.high ?? null, updated_at: new Date() },
    })
    .where('id', '=', cohort)
    .execute();
}
