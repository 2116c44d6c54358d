/** The cohorts of a workload from the runs that a filter leaves, made when they are asked for. */
import { sql } from 'kysely';
import type { BoardMeasure, Sampling } from '../contract/reads/figure';
import { basisOf } from '../cohorts/basis';
import { summaryOf } from '../cohorts/summarise';
import { chosenRuns, preparedWhereCommon, samplingOf, type RunFilter } from './chosen-runs';
import type { Known, Reading } from './known';
import { MOST_COHORTS, type Unranked } from './listed';
import { voice, voicesIn } from './voices';

export interface FoundCohorts {
  readonly cohorts: readonly Unranked[];
  readonly sampling: Sampling;
}

interface Row {
  readonly below: number;
  /** Null in the one row that there is where the filter leaves nothing. */
  readonly gpu_id: string | null;
  readonly name: string;
  readonly kind: string;
  readonly engine: string;
  readonly modified: boolean;
  /** What voices.ts reads. */
  readonly voices: string;
  /** Of the stored cohort that they belong to. */
  readonly warning: string | null;
}

export async function filteredCohorts(
  read: Reading,
  known: Known,
  of: { readonly measure: BoardMeasure; readonly filter: RunFilter; readonly most: number },
): Promise<FoundCohorts> {
  const { rows } = await sql<Row>`
    with ${chosenRuns(known, of)},
    devices as (
      select gpu_id, engine, modified, device_id, ${voice} as voice
      from chosen group by gpu_id, engine, modified, device_id),
    groups as (
      select gpu_id, engine, modified, count(*) as devices, string_agg(voice, ',') as voices
      from devices group by gpu_id, engine, modified order by count(*) desc, gpu_id limit ${MOST_COHORTS})
    select cut.below, groups.gpu_id, gpus.name, gpus.kind, groups.engine, groups.modified, groups.voices, cohorts.warning
    from cut
    left join groups on true
    left join gpus on gpus.id = groups.gpu_id
    left join cohorts on cohorts.suite_id = ${known.suite.id} and cohorts.workload_id = ${known.workload.id}
      and cohorts.gpu_id = groups.gpu_id and cohorts.engine = groups.engine and cohorts.modified = groups.modified ${preparedWhereCommon(of.filter)}`.execute(
    read,
  );
  const below = rows[0]?.below ?? 1;
  const cohorts = rows.flatMap((row) => cohortOf(row));
  const runs = cohorts.reduce((sum, cohort) => sum + cohort.runs, 0);
  return { cohorts, sampling: samplingOf(runs, below) };
}

function cohortOf({ below, gpu_id: id, name, kind, engine, modified, warning, ...row }: Row): readonly Unranked[] {
  if (id === null) return [];
  const { every, sure, runs } = voicesIn(row.voices);
  const basis = basisOf(every.length, sure.length);
  const all = summaryOf(every, below);
  const shown = basis === 'confirmed' ? summaryOf(sure, below) : all;
  if (all === null || shown === null) return [];
  return [
    {
      ...{ id: null, gpu: { id, name, kind }, engine, modified, basis },
      ...{ median: shown.median, bounds: shown.bounds, guarded: shown.guarded, n: shown.n },
      all: { median: all.median, bounds: all.bounds, guarded: all.guarded, n: all.n },
      ...{ devices: every.length, confirmed: sure.length, runs, warning, error: shown.error, updatedAt: null },
    },
  ];
}
