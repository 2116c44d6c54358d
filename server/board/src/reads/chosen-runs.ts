/**
 * Which runs a filter leaves, as a part of a query: of one workload and metric, and no more than the board reads for one figure. Where
 * there are more, those of the devices with the least numbers stand for all (cohorts/device-sample.ts).
 */
import { sql, type RawBuilder } from 'kysely';
import type { CohortsQuery } from '../contract/reads/query';
import type { BoardMeasure, ReadMetric, Sampling } from '../contract/reads/figure';
import { UNITS } from '../contract/reads/figure';
import type { Known, Reading } from './known';

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

/** Rows of samples or of energy, by the name `figures`: run_id, draw and value. */
export function figuresOf({ workload }: Known, { metric, rung, boundary }: BoardMeasure): RawBuilder<unknown> {
  return metric === 'joulesPerToken'
    ? sql`(select run_id, draw, mid as value from energy
        where workload_id = ${workload.id} and rung = ${rung} and boundary = ${boundary}) as figures`
    : sql`(select run_id, draw, median as value from samples
        where workload_id = ${workload.id} and metric = ${metric}) as figures`;
}

/**
 * Devices with a number below this are read; 1 where all are. Of so many rows in the order of an index: of the runs of one version of a browser,
 * which are few among all; else of the workload, whatever the filter leaves of them.
 */
export async function drawBelow(
  read: Reading,
  known: Known,
  { measure, filter, most }: { readonly measure: BoardMeasure; readonly filter: RunFilter; readonly most: number },
): Promise<number> {
  const { browser } = filter;
  const drawn =
    browser !== undefined && isVersion(browser)
      ? sql`runs where suite_id = ${known.suite.id} and browser = ${browser} and state = 'ranked'`
      : figuresOf(known, measure);
  const { rows } = await sql<{ draw: number }>`
    select draw from ${drawn} order by draw offset ${most} limit 1`.execute(read);
  return rows[0]?.draw ?? 1;
}

/** `Chrome 156`, and not all of Chrome. */
const isVersion = (browser: string): boolean => / [0-9]+$/.test(browser);

/** Conditions on `runs`. */
export function whereRuns({ suite }: Known, filter: RunFilter): RawBuilder<unknown> {
  const { browser, os, power, engine, modified } = filter;
  return sql.join(
    [
      sql`runs.state = 'ranked' and runs.gpu_id is not null and runs.suite_id = ${suite.id}`,
      ...(browser === undefined
        ? []
        : isVersion(browser)
          ? [sql`runs.browser = ${browser}`]
          : [sql`(runs.browser = ${browser} or regexp_replace(runs.browser, ' [0-9]+$', '') = ${browser})`]),
      ...(os === undefined ? [] : [sql`runs.os = ${os}`]),
      ...(power === undefined ? [] : [sql`runs.power_source = ${power}`]),
      ...(engine === undefined ? [] : [sql`runs.engine = ${engine}`]),
      ...(modified === undefined ? [] : [sql`runs.modified = ${modified === 'true'}`]),
      ...ofEnergy(filter),
    ],
    sql` and `,
  );
}

function ofEnergy({ rung, boundary }: RunFilter): readonly RawBuilder<unknown>[] {
  if (rung === undefined && boundary === undefined) return [];
  return [
    sql`exists (select 1 from energy where energy.run_id = runs.id
      and (${rung ?? null}::text is null or energy.rung = ${rung ?? null})
      and (${boundary ?? null}::text is null or energy.boundary = ${boundary ?? null}))`,
  ];
}

export const samplingOf = (runs: number, below: number): Sampling => ({
  ...{ method: below < 1 ? 'sample of devices' : 'every device', runs, share: below },
});

export const STORED: Sampling = { method: 'stored', runs: 0, share: 1 };
