/**
 * The figures of a run, and where each lies among its cohort's other devices: this run stands for its own device, whatever else that sent.
 * Of a cohort's buckets (cohorts/bucket.ts) most lie wholly on one side of the run; devices are counted in the few that do not.
 */
import { sql } from 'kysely';
import { z } from 'zod';
import { percentileOf } from '../cohorts/percentile';
import type { BoardRunFigure, RunPlace } from '../contract/reads/runs';
import { UNITS } from '../contract/reads/figure';
import { PREPARED } from '../database/prepared';
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
  /** Of its cohort, the run's own device included where it is a member. */
  readonly devices: number | null;
  readonly runs: number | null;
  readonly own_value: number | null;
  readonly own_runs: number | null;
  /** Of all of them. */
  readonly worse: number;
  readonly equal: number;
  readonly ahead: number;
  readonly perhaps: number;
}

export async function figuresWithPlaces(read: Reading, run: PlacedRun): Promise<readonly BoardRunFigure[]> {
  const { rows } = await sql<Row>`
    select workloads.id, workloads.format, workloads.phase, workloads.tokens, workloads.depth, workloads.batch,
      workloads.delivery, workloads.shape, samples.metric, samples.values, samples.median, samples.low, samples.high,
      cohorts.id as cohort, cohorts.warning, cohorts.devices, cohorts.runs,
      own.value as own_value, own.runs as own_runs, place.worse, place.equal, place.ahead, place.perhaps
    from samples
    join workloads on workloads.id = samples.workload_id
    left join cohorts on samples.metric = 'tokensPerSecond' and cohorts.workload_id = samples.workload_id
      and cohorts.suite_id = ${run.suite} and cohorts.gpu_id = ${run.gpu}
      and cohorts.engine = ${run.engine} and cohorts.modified = ${run.modified}
    left join cohort_members as own on own.cohort_id = cohorts.id and own.device_id = ${run.device}
    cross join lateral (
      select coalesce(sum(devices) filter (where high <= samples.median), 0) as worse,
        coalesce(sum(devices) filter (where low > samples.high), 0) as ahead,
        coalesce(sum(devices) filter (where low > samples.low), 0) as perhaps,
        max(low) filter (where low <= samples.median and samples.median < high) as of_median,
        max(high) filter (where low <= samples.high and samples.high < high) as to_ahead,
        max(high) filter (where low <= samples.low and samples.low < high) as to_perhaps
      from cohort_buckets where cohort_id = cohorts.id) as whole
    cross join lateral (
      select
        (whole.worse + (
          select count(*) from cohort_members
          where cohort_id = cohorts.id and value >= whole.of_median and value < samples.median))::integer as worse,
        (select count(*) from cohort_members where cohort_id = cohorts.id and value = samples.median)::integer as equal,
        (whole.ahead + (
          select count(*) from cohort_members
          where cohort_id = cohorts.id and value > samples.high and value < whole.to_ahead))::integer as ahead,
        (whole.perhaps + (
          select count(*) from cohort_members
          where cohort_id = cohorts.id and value > samples.low and value < whole.to_perhaps))::integer as perhaps) as place
    where samples.run_id = ${run.id}
    order by workloads.format, workloads.phase, workloads.depth, workloads.delivery desc, samples.metric desc
    ${PREPARED}`.execute(read);
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

function placeOf(row: Row): RunPlace {
  const { others, runs, worse, equal, ahead, perhaps } = amongOthers(row);
  const n = others + 1;
  return {
    ...{ cohort: others === 0 ? null : row.cohort, devices: n, runs: runs + 1, worse, equal: equal + 1 },
    percentile: percentileOf({ worse, equal: equal + 1, n }),
    rank: { from: ahead + 1, to: perhaps + 1 },
    warning: others === 0 ? null : row.warning,
  };
}

type Counts = Pick<Row, 'median' | 'low' | 'high' | 'devices' | 'runs' | 'own_value' | 'own_runs'> &
  Pick<Row, 'worse' | 'equal' | 'ahead' | 'perhaps'>;

/** Of the other devices: how many there are, with how many runs; how many are worse and equal; surely better, and perhaps better. */
export function amongOthers({ median, low, high, devices, runs, own_value: value, own_runs: own, ...counted }: Counts) {
  const is = (of: (own: number) => boolean): number => (value !== null && of(value) ? 1 : 0);
  return {
    others: (devices ?? 0) - is(() => true),
    runs: (runs ?? 0) - (own ?? 0),
    worse: counted.worse - is((own) => own < median),
    equal: counted.equal - is((own) => own === median),
    ahead: counted.ahead - is((own) => own > high),
    perhaps: counted.perhaps - is((own) => own > low),
  };
}
