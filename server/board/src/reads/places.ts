/** The figures of a run, and where each lies among its cohort's other devices: this run stands for its own device, whatever else that sent. */
import { sql } from 'kysely';
import { z } from 'zod';
import { percentileOf } from '../cohorts/percentile';
import type { BoardRunFigure, RunPlace } from '../contract/reads/runs';
import { UNITS } from '../contract/reads/figure';
import { rankedIds } from '../gates/entries';
import { namedWorkload, type Reading } from './known';

export interface PlacedRun {
  readonly id: string;
  readonly suite: string;
  /** Null of one that has no place. */
  readonly gpu: string | null;
  readonly engine: string;
  readonly modified: boolean;
  readonly device: string;
}

interface Row {
  readonly id: string;
  readonly format: string;
  readonly phase: string;
  readonly tokens: number;
  readonly depth: number;
  readonly batch: number;
  readonly delivery: string;
  readonly shape: string;
  readonly metric: string;
  readonly values: number[];
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly cohort: number | null;
  readonly warning: string | null;
  /** Of the other devices. */
  readonly others: number;
  readonly runs: number;
  readonly worse: number;
  readonly equal: number;
  /** Surely better, and perhaps better. */
  readonly ahead: number;
  readonly perhaps: number;
}

export async function figuresWithPlaces(read: Reading, run: PlacedRun): Promise<readonly BoardRunFigure[]> {
  const { rows } = await sql<Row>`
    select workloads.id, workloads.format, workloads.phase, workloads.tokens, workloads.depth, workloads.batch,
      workloads.delivery, workloads.shape, samples.metric, samples.values, samples.median, samples.low, samples.high,
      cohorts.id as cohort, cohorts.warning,
      place.others, place.runs, place.worse, place.equal, place.ahead, place.perhaps
    from samples
    join workloads on workloads.id = samples.workload_id
    left join cohorts on samples.metric = 'tokensPerSecond' and cohorts.workload_id = samples.workload_id
      and cohorts.suite_id = ${run.suite} and cohorts.gpu_id = ${run.gpu}
      and cohorts.engine = ${run.engine} and cohorts.modified = ${run.modified}
    left join lateral (
      select count(*)::integer as others, coalesce(sum(runs), 0)::integer as runs,
        (count(*) filter (where value < samples.median))::integer as worse,
        (count(*) filter (where value = samples.median))::integer as equal,
        (count(*) filter (where value > samples.high))::integer as ahead,
        (count(*) filter (where value > samples.low))::integer as perhaps
      from cohort_members where cohort_id = cohorts.id and device_id <> ${run.device}) as place on true
    where samples.run_id = ${run.id}
    order by workloads.format, workloads.phase, workloads.depth, workloads.delivery desc, samples.metric desc`.execute(
    read,
  );
  return rows.map((row) => figureOf(row, run));
}

const metricSchema = z.enum(['tokensPerSecond', 'ttftSeconds']);

function figureOf(row: Row, { gpu }: PlacedRun): BoardRunFigure {
  const { id: workloadId, test, format } = namedWorkload(row);
  const metric = metricSchema.parse(row.metric);
  const { median, low, high, values } = row;
  const isRanked = row.cohort !== null || rankedIds().has(workloadId);
  return {
    ...{ workloadId, test, format, metric, unit: UNITS[metric] },
    ...{ better: metric === 'tokensPerSecond' ? ('larger' as const) : ('smaller' as const), isRanked },
    ...{ median, low, high, samples: values },
    place: isRanked && gpu !== null && metric === 'tokensPerSecond' ? placeOf(row) : null,
  };
}

function placeOf({ cohort, warning, others, runs, worse, equal, ahead, perhaps }: Row): RunPlace {
  const n = others + 1;
  return {
    ...{ cohort: others === 0 ? null : cohort, devices: n, runs: runs + 1, worse, equal: equal + 1 },
    percentile: percentileOf({ worse, equal: equal + 1, n }),
    rank: { from: ahead + 1, to: perhaps + 1 },
    warning: others === 0 ? null : warning,
  };
}
