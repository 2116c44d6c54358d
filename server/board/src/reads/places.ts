/**
 * The figures of a run, and where each lies among its cohort's other devices: this run stands for its own device, whatever else that sent.
 * How many devices a cohort has is stored; counted are only those on the nearer side of it, in the order of an index.
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
  /** Whether those were counted that are better than this run may be, or those that are worse. */
  readonly is_upper: boolean | null;
  readonly counted: number;
  /** Of those that were counted. */
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
      own.value as own_value, own.runs as own_runs, side.is_upper,
      place.counted, place.worse, place.equal, place.ahead, place.perhaps
    from samples
    join workloads on workloads.id = samples.workload_id
    left join cohorts on samples.metric = 'tokensPerSecond' and cohorts.workload_id = samples.workload_id
      and cohorts.suite_id = ${run.suite} and cohorts.gpu_id = ${run.gpu}
      and cohorts.engine = ${run.engine} and cohorts.modified = ${run.modified}
    left join cohort_members as own on own.cohort_id = cohorts.id and own.device_id = ${run.device}
    cross join lateral (select samples.median >= cohorts.all_median as is_upper) as side
    cross join lateral (
      select count(*)::integer as counted,
        (count(*) filter (where value < samples.median))::integer as worse,
        (count(*) filter (where value = samples.median))::integer as equal,
        (count(*) filter (where value > samples.high))::integer as ahead,
        (count(*) filter (where value > samples.low))::integer as perhaps
      from cohort_members
      where cohort_id = cohorts.id
        and value >= case when side.is_upper then samples.low else '-infinity' end
        and value <= case when side.is_upper then 'infinity' else samples.high end) as place
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
    warning: row.warning,
  };
}

type Counts = Pick<
  Row,
  'median' | 'low' | 'high' | 'devices' | 'runs' | 'own_value' | 'own_runs' | 'is_upper' | 'counted'
> &
  Pick<Row, 'worse' | 'equal' | 'ahead' | 'perhaps'>;

/** Of the other devices: how many there are, with how many runs; how many are worse and equal; surely better, and perhaps better. */
export function amongOthers(row: Counts) {
  const { median, low, high, counted } = row;
  const [devices, runs] = [row.devices ?? 0, row.runs ?? 0];
  // What was not counted is worse than what was, or better.
  const left = devices - counted;
  const worse = row.worse + (row.is_upper === true ? left : 0);
  const better = row.is_upper === true ? 0 : left;
  const is = (of: (own: number) => boolean): number => (row.own_value !== null && of(row.own_value) ? 1 : 0);
  return {
    others: devices - is(() => true),
    runs: runs - (row.own_runs ?? 0),
    worse: worse - is((own) => own < median),
    equal: row.equal - is((own) => own === median),
    ahead: row.ahead + better - is((own) => own > high),
    perhaps: row.perhaps + better - is((own) => own > low),
  };
}
