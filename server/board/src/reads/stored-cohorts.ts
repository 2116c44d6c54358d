/** The cohorts of a workload as they are kept up to date with every run (submission/cohort-rows.ts). */
import { sql, type Selectable } from 'kysely';
import { PREPARED } from '../database/prepared';
import type { Tables } from '../database/tables';
import { STORED } from './chosen-runs';
import type { FoundCohorts } from './filtered-cohorts';
import type { Known, Reading } from './known';
import { MOST_COHORTS, type Unranked } from './listed';

const COHORT_COLUMNS = [
  ...(['cohorts.id', 'cohorts.gpu_id', 'cohorts.engine', 'cohorts.modified', 'cohorts.devices'] as const),
  ...(['cohorts.confirmed', 'cohorts.runs', 'cohorts.basis', 'cohorts.n', 'cohorts.median', 'cohorts.low'] as const),
  ...(['cohorts.high', 'cohorts.guarded_low', 'cohorts.guarded_high', 'cohorts.all_median'] as const),
  ...(['cohorts.all_low', 'cohorts.all_high', 'cohorts.all_guarded_low', 'cohorts.all_guarded_high'] as const),
  ...(['cohorts.warning', 'cohorts.updated_at', 'gpus.name', 'gpus.kind'] as const),
] as const;

type Row = Omit<Selectable<Tables['cohorts']>, 'suite_id' | 'workload_id'> &
  Pick<Selectable<Tables['gpus']>, 'name' | 'kind'>;

export interface StoredCohorts extends FoundCohorts {
  /** Another as soon as one of their rows is. */
  readonly stamp: string;
}

/** @param before what was read of this workload, which is given back where no row has changed since: to ask that costs far less than to read them */
export async function storedCohorts(read: Reading, known: Known, before?: StoredCohorts): Promise<StoredCohorts> {
  // First, so that rows which come meanwhile are seen the next time.
  const stamp = await stampOf(read, known);
  return before?.stamp === stamp ? before : { stamp, cohorts: await cohortsOf(read, known), sampling: STORED };
}

/** Of the transactions that wrote the rows (`xmin`): whatever changes a row is another one, with whatever clock. */
async function stampOf(read: Reading, { suite, workload }: Known): Promise<string> {
  const { rows } = await sql<{ stamp: string | null }>`
    select md5(string_agg(concat_ws(' ', cohorts.id, cohorts.xmin, gpus.xmin), ',' order by cohorts.id)) as stamp
    from cohorts join gpus on gpus.id = cohorts.gpu_id
    where cohorts.suite_id = ${suite.id} and cohorts.workload_id = ${workload.id} and cohorts.n > 0 ${PREPARED}`.execute(
    read,
  );
  return rows[0]?.stamp ?? '';
}

async function cohortsOf(read: Reading, { suite, workload }: Known): Promise<readonly Unranked[]> {
  const rows = await read
    .selectFrom('cohorts')
    .innerJoin('gpus', 'gpus.id', 'cohorts.gpu_id')
    .select([...COHORT_COLUMNS])
    .where('cohorts.suite_id', '=', suite.id)
    .where('cohorts.workload_id', '=', workload.id)
    .where('cohorts.n', '>', 0)
    .orderBy('cohorts.median', 'desc')
    .orderBy('cohorts.id')
    .limit(MOST_COHORTS)
    .modifyEnd(PREPARED)
    .execute();
  return rows.map(cohortOf);
}

const cohortOf = (row: Row): Unranked => ({
  ...{ id: row.id, gpu: { id: row.gpu_id, name: row.name, kind: row.kind } },
  ...{ engine: row.engine, modified: row.modified, basis: row.basis },
  ...{ median: row.median, bounds: boundsOf(row.low, row.high), n: row.n },
  guarded: boundsOf(row.guarded_low, row.guarded_high),
  all: {
    ...{ median: row.all_median, bounds: boundsOf(row.all_low, row.all_high), n: row.devices },
    guarded: boundsOf(row.all_guarded_low, row.all_guarded_high),
  },
  ...{ devices: row.devices, confirmed: row.confirmed, runs: row.runs, warning: row.warning },
  ...{ error: null, updatedAt: row.updated_at.toISOString() },
});

const boundsOf = (low: number | null, high: number | null) => (low === null || high === null ? null : { low, high });
