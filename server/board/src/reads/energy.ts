/** Speed against joules: for each cohort and rung both figures, of the very same runs. */
import { sql } from 'kysely';
import { z } from 'zod';
import { MOST_RUNS } from '../cohorts/members';
import { summaryOf, type Summary } from '../cohorts/summarise';
import { boundarySchema, rungSchema } from '../contract/reads/figure';
import type { BoardEnergy, EnergyPoint } from '../contract/reads/energy';
import type { EnergyQuery } from '../contract/reads/query';
import type { Database } from '../database/open';
import { samplingOf, whereRuns } from './chosen-runs';
import { numbersOf } from './filtered-cohorts';
import type { Knower, Known, Reading } from './known';
import { sketched, type Making } from './sketched';

const KEPT = 64;
/** Cohorts, times rungs. */
const MOST_POINTS = 2000;

export type EnergyRead = (query: EnergyQuery) => Promise<BoardEnergy>;

export function energyReads(
  { read, fewRows: few, mostRows: most }: Database,
  know: Knower,
  making: Making,
): EnergyRead {
  const kept = sketched<BoardEnergy>({ ...making, few, most, kept: KEPT });
  return async (query) => {
    const known = await know(query);
    const { browser, os, power, rung, boundary, engine, modified, kind, gpu } = query;
    const key = JSON.stringify([
      known.suite.id,
      known.workload.id,
      browser,
      os,
      power,
      rung,
      boundary,
      engine,
      modified,
    ]);
    const found = await kept.get(key, (rows) => energyOf(read, known, query, rows));
    if (kind === undefined && gpu === undefined) return found;
    const wanted = gpu === undefined ? null : new Set(gpu.split(','));
    return {
      ...found,
      points: found.points.filter(
        (one) => (kind === undefined || one.gpu.kind === kind) && (wanted === null || wanted.has(one.gpu.id)),
      ),
    };
  };
}

interface Row {
  readonly gpu_id: string;
  readonly name: string;
  readonly kind: string;
  readonly engine: string;
  readonly modified: boolean;
  readonly rung: string;
  readonly boundary: string;
  readonly runs: number;
  readonly low: number;
  readonly high: number;
  /** Values of devices in ascending order, with commas between. */
  readonly joules: string;
  readonly speeds: string;
}

async function energyOf(read: Reading, known: Known, query: EnergyQuery, most: number): Promise<BoardEnergy> {
  const { rung, boundary, ...filter } = query;
  const rungs = rung === undefined ? rungSchema.options : [rung];
  const boundaries = boundary === undefined ? boundarySchema.options : [boundary];
  const kinds = sql`unnest(${[...rungs]}::text[]) as rungs (rung)
    cross join unnest(${[...boundaries]}::text[]) as boundaries (boundary)`;
  const ofKind = sql`energy.workload_id = ${known.workload.id}
    and energy.rung = rungs.rung and energy.boundary = boundaries.boundary`;
  // Of each rung and boundary no more than that, and of all of them the same devices.
  const { rows: cut } = await sql<{ below: number | null }>`
    select min(ends.draw) as below from ${kinds}
    cross join lateral (
      select draw from energy where ${ofKind} order by draw offset ${most} limit 1) as ends`.execute(read);
  const below = cut[0]?.below ?? 1;
  const { rows } = await sql<Row>`
    with chosen as (
      select runs.gpu_id, runs.engine, runs.modified, runs.device_id, energy.rung, energy.boundary,
        energy.low, energy.mid, energy.high, samples.median as speed,
        row_number() over (
          partition by runs.gpu_id, runs.engine, runs.modified, runs.device_id, energy.rung, energy.boundary
          order by runs.received_at desc) as latest
      from ${kinds}
      join energy on ${ofKind} and energy.draw < ${below}
      join runs on runs.id = energy.run_id
      join samples on samples.run_id = energy.run_id and samples.workload_id = energy.workload_id
        and samples.metric = 'tokensPerSecond'
      where ${whereRuns(known, filter)}),
    voices as (
      select gpu_id, engine, modified, device_id, rung, boundary, count(*) as runs,
        percentile_cont(0.5) within group (order by low) as low,
        percentile_cont(0.5) within group (order by mid) as mid,
        percentile_cont(0.5) within group (order by high) as high,
        percentile_cont(0.5) within group (order by speed) as speed
      from chosen where latest <= ${MOST_RUNS} group by gpu_id, engine, modified, device_id, rung, boundary)
    select voices.gpu_id, gpus.name, gpus.kind, voices.engine, voices.modified, voices.rung, voices.boundary,
      sum(voices.runs)::integer as runs,
      percentile_cont(0.5) within group (order by voices.low) as low,
      percentile_cont(0.5) within group (order by voices.high) as high,
      string_agg(voices.mid::text, ',' order by voices.mid) as joules,
      string_agg(voices.speed::text, ',' order by voices.speed) as speeds
    from voices join gpus on gpus.id = voices.gpu_id
    group by voices.gpu_id, gpus.name, gpus.kind, voices.engine, voices.modified, voices.rung, voices.boundary
    order by count(*) desc, voices.gpu_id, voices.rung
    limit ${MOST_POINTS}`.execute(read);
  const runs = rows.reduce((sum, row) => sum + row.runs, 0);
  return {
    ...{ ...known, units: { joules: 'joules per token', speed: 'tokens per second' } },
    sampling: samplingOf(runs, below),
    points: rows.flatMap((row) => pointOf(row, below)),
  };
}

const origin = z.object({ rung: rungSchema, boundary: boundarySchema });

function pointOf({ gpu_id: id, name, kind, ...row }: Row, below: number): readonly EnergyPoint[] {
  const [joules, speed] = [summaryOf(numbersOf(row.joules), below), summaryOf(numbersOf(row.speeds), below)];
  if (joules === null || speed === null) return [];
  const { engine, modified, rung, boundary, low, high, runs } = row;
  return [
    {
      ...{ gpu: { id, name, kind }, engine, modified, ...origin.parse({ rung, boundary }) },
      ...{ joules: figureOf(joules), speed: figureOf(speed), open: { low, high } },
      ...{ devices: joules.n, runs, error: joules.error },
    },
  ];
}

const figureOf = ({ median, bounds, guarded, n }: Summary): EnergyPoint['joules'] => ({ median, bounds, guarded, n });
