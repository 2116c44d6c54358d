/**
 * Which runs a filter leaves, as a part of a query: of one workload and metric, and no more than the board reads for one figure. Where
 * there are more, those of the devices with the least numbers stand for all (cohorts/device-sample.ts).
 */
import { sql, type RawBuilder } from 'kysely';
import type { CohortsQuery } from '../contract/reads/query';
import type { BoardMeasure, ReadMetric, Sampling } from '../contract/reads/figure';
import { UNITS } from '../contract/reads/figure';
import { PREPARED } from '../database/prepared';
import type { Known } from './known';

export type RunFilter = Pick<CohortsQuery, 'browser' | 'os' | 'power' | 'rung' | 'boundary' | 'engine' | 'modified'>;

/** Of joules and of filters by energy, where the query does not say. */
const RUNG = 'measured';
const BOUNDARY = 'gpu';

export function measureOf(metric: ReadMetric, { rung, boundary }: Pick<RunFilter, 'rung' | 'boundary'>): BoardMeasure {
  const ofEnergy = metric === 'joulesPerToken' ? { rung: rung ?? RUNG, boundary: boundary ?? BOUNDARY } : NONE;
  return { metric, unit: UNITS[metric], better: metric === 'tokensPerSecond' ? 'larger' : 'smaller', ...ofEnergy };
}

const NONE = { rung: null, boundary: null } as const;

/** Which runs a query leaves. Of joules, rung and boundary are in the measure. */
export function filterOf({ metric }: BoardMeasure, query: RunFilter): RunFilter {
  const { browser, os, power, rung, boundary, engine, modified } = query;
  const ofRuns = { browser, os, power, engine, modified };
  return metric === 'joulesPerToken' ? ofRuns : { ...ofRuns, rung, boundary };
}

/** Whether stored cohorts can answer it. */
export const isStored = ({ browser, os, power, rung, boundary }: RunFilter, metric: ReadMetric): boolean =>
  metric === 'tokensPerSecond' && [browser, os, power, rung, boundary].every((one) => one === undefined);

/** Where the speed of a workload is among the medians of a run (migrations/0008-counted-runs.ts). */
export const placeOfSpeed = ({ workload }: Known): RawBuilder<number> =>
  sql`(select 2 * number - 1 from workloads where id = ${workload.id})`;

const placeOfFirstToken = ({ workload }: Known): RawBuilder<number> =>
  sql`(select 2 * number from workloads where id = ${workload.id})`;

export interface Choice {
  readonly measure: BoardMeasure;
  readonly filter: RunFilter;
  /** Runs that are read at most. */
  readonly most: number;
  /** Left out: of all GPUs. */
  readonly gpu?: string;
}

/**
 * Two parts of a `with`: `cut`, whose one row says below which number of a device all of its runs are read, 1 where all are; and `chosen`,
 * rows of counted_runs with the `value` of each. So many are read in the order of an index, of one GPU or one browser where the filter
 * names it, which are few among all; else of the suite, whatever the filter leaves of them.
 */
export function chosenRuns(known: Known, { measure, filter, most, gpu }: Choice): RawBuilder<unknown> {
  const { metric, rung, boundary } = measure;
  const isNarrow = gpu !== undefined || filter.browser !== undefined;
  const place = metric === 'tokensPerSecond' ? placeOfSpeed(known) : placeOfFirstToken(known);
  const source =
    metric === 'joulesPerToken'
      ? sql`select ${COLUMNS}, energy.mid as value
          from energy join counted_runs as counted on counted.run_id = energy.run_id
          where energy.workload_id = ${known.workload.id} and energy.rung = ${rung} and energy.boundary = ${boundary}
            and ${indexed(known, filter, gpu)}
          -- The same number: the index is to be that of what is few.
          order by ${isNarrow ? sql`counted.draw` : sql`energy.draw`}`
      : sql`select ${COLUMNS}, counted.medians[${place}] as value from counted_runs as counted
          where counted.medians[${place}] is not null and ${indexed(known, filter, gpu)}
          order by counted.draw`;
  return sql`
    found as materialized (${source} limit ${most + 1}),
    cut as (select coalesce((select max(draw) from found having count(*) > ${most}), 1) as below),
    chosen as (
      select counted.* from found as counted cross join cut
      where counted.draw < cut.below and ${others(filter)})`;
}

/** Without the medians, which are most of a row. */
const COLUMNS = sql.join(
  [
    ...['run_id', 'gpu_id', 'engine', 'modified', 'implementation_id', 'device_id', 'confirmed', 'draw', 'browser'],
    ...['os', 'power_source', 'received_at'],
  ].map((name) => sql.ref(`counted.${name}`)),
);

/** Conditions on counted_runs, by the name `counted`. */
export const whereCounted = (known: Known, filter: RunFilter): RawBuilder<unknown> =>
  sql`${indexed(known, filter, undefined)} and ${others(filter)}`;

/** With which an index begins. */
function indexed({ suite }: Known, { browser }: RunFilter, gpu: string | undefined): RawBuilder<unknown> {
  return sql.join(
    [
      sql`counted.suite_id = ${suite.id}`,
      ...(gpu === undefined ? [] : [sql`counted.gpu_id = ${gpu}`]),
      ...(browser === undefined
        ? []
        : [isVersion(browser) ? sql`counted.browser = ${browser}` : sql`counted.browser_name = ${browser}`]),
    ],
    sql` and `,
  );
}

/** `Chrome 156`, and not all of Chrome. */
const isVersion = (browser: string): boolean => / [0-9]+$/.test(browser);

function others({ os, power, engine, modified, rung, boundary }: RunFilter): RawBuilder<unknown> {
  return sql.join(
    [
      sql`true`,
      ...(os === undefined ? [] : [sql`counted.os = ${os}`]),
      ...(power === undefined ? [] : [sql`counted.power_source = ${power}`]),
      ...(engine === undefined ? [] : [sql`counted.engine = ${engine}`]),
      ...(modified === undefined ? [] : [sql`counted.modified = ${modified === 'true'}`]),
      ...(rung === undefined && boundary === undefined ? [] : [hasEnergy(rung, boundary)]),
    ],
    sql` and `,
  );
}

const hasEnergy = (rung: string | undefined, boundary: string | undefined) => sql`
  exists (select 1 from energy where energy.run_id = counted.run_id
    and (${rung ?? null}::text is null or energy.rung = ${rung ?? null})
    and (${boundary ?? null}::text is null or energy.boundary = ${boundary ?? null}))`;

/**
 * The end of a statement that is read and planned once (database/prepared.ts): those of the filters that most ask for. Of all filters together
 * there are hundreds of statements, and each that is prepared is kept.
 */
export const preparedWhereCommon = (filter: RunFilter): RawBuilder<unknown> =>
  Object.entries(filter).every(([name, value]) => name === 'browser' || value === undefined) ? PREPARED : sql``;

export const samplingOf = (runs: number, below: number): Sampling => ({
  ...{ method: below < 1 ? 'sample of devices' : 'every device', runs, share: below, isFirst: false },
});

export const STORED: Sampling = { method: 'stored', runs: 0, share: 1, isFirst: false };
