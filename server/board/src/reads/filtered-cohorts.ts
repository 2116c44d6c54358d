/** The cohorts of a workload from the runs that a filter leaves, made when they are asked for. The database makes one value of each device. */
import { sql } from 'kysely';
import type { BoardMeasure, Sampling } from '../contract/reads/figure';
import { basisOf } from '../cohorts/basis';
import { MOST_RUNS } from '../cohorts/members';
import { summaryOf } from '../cohorts/summarise';
import { drawBelow, figuresOf, samplingOf, whereRuns, type RunFilter } from './chosen-runs';
import type { Known, Reading } from './known';
import { MOST_COHORTS, type Unranked } from './listed';

export interface FoundCohorts {
  readonly cohorts: readonly Unranked[];
  readonly sampling: Sampling;
}

interface Row {
  readonly gpu_id: string;
  readonly name: string;
  readonly kind: string;
  readonly engine: string;
  readonly modified: boolean;
  readonly runs: number;
  /** Values of devices in ascending order, with commas between: an array would take longer to read. */
  readonly every: string;
  /** Of the confirmed ones; null of none. */
  readonly sure: string | null;
  /** Of the stored cohort that they belong to. */
  readonly warning: string | null;
}

export async function filteredCohorts(
  read: Reading,
  known: Known,
  of: { readonly measure: BoardMeasure; readonly filter: RunFilter; readonly most: number },
): Promise<FoundCohorts> {
  const { measure, filter } = of;
  const below = await drawBelow(read, known, of);
  const { rows } = await sql<Row>`
    with chosen as (
      select runs.gpu_id, runs.engine, runs.modified, runs.device_id, devices.confirmed, figures.value,
        row_number() over (
          partition by runs.gpu_id, runs.engine, runs.modified, runs.device_id order by runs.received_at desc) as latest
      from ${figuresOf(known, measure)}
      join runs on runs.id = figures.run_id
      join devices on devices.id = runs.device_id
      -- The same number twice, so that either index will do.
      where figures.draw < ${below} and runs.draw < ${below} and ${whereRuns(known, filter)}),
    voices as (
      select gpu_id, engine, modified, device_id, bool_or(confirmed) as confirmed,
        percentile_cont(0.5) within group (order by value) as value, count(*) as runs
      from chosen where latest <= ${MOST_RUNS} group by gpu_id, engine, modified, device_id)
    select voices.gpu_id, gpus.name, gpus.kind, voices.engine, voices.modified, sum(voices.runs)::integer as runs,
      string_agg(voices.value::text, ',' order by voices.value) as every,
      string_agg(voices.value::text, ',' order by voices.value) filter (where voices.confirmed) as sure,
      max(cohorts.warning) as warning
    from voices
    join gpus on gpus.id = voices.gpu_id
    left join cohorts on cohorts.suite_id = ${known.suite.id} and cohorts.workload_id = ${known.workload.id}
      and cohorts.gpu_id = voices.gpu_id and cohorts.engine = voices.engine and cohorts.modified = voices.modified
    group by voices.gpu_id, gpus.name, gpus.kind, voices.engine, voices.modified
    order by count(*) desc, voices.gpu_id
    limit ${MOST_COHORTS}`.execute(read);
  const runs = rows.reduce((sum, row) => sum + row.runs, 0);
  return { cohorts: rows.flatMap((row) => cohortOf(row, below)), sampling: samplingOf(runs, below) };
}

function cohortOf({ gpu_id: id, name, kind, engine, modified, runs, ...row }: Row, below: number): readonly Unranked[] {
  const [every, sure] = [numbersOf(row.every), numbersOf(row.sure ?? '')];
  const basis = basisOf(every.length, sure.length);
  const [all, shown] = [summaryOf(every, below), summaryOf(basis === 'confirmed' ? sure : every, below)];
  if (all === null || shown === null) return [];
  return [
    {
      ...{ id: null, gpu: { id, name, kind }, engine, modified, basis },
      ...{ median: shown.median, bounds: shown.bounds, guarded: shown.guarded, n: shown.n },
      all: { median: all.median, bounds: all.bounds, guarded: all.guarded, n: all.n },
      ...{ devices: every.length, confirmed: sure.length, runs, warning: row.warning },
      ...{ error: shown.error, updatedAt: null },
    },
  ];
}

export const numbersOf = (text: string): readonly number[] => (text === '' ? [] : text.split(',').map(Number));
