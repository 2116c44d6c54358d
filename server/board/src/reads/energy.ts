/** Speed against joules: for each cohort and rung both figures, of the very same runs. */
import { sql } from 'kysely';
import { z } from 'zod';
import { MOST_RUNS } from '../cohorts/members';
import { summaryOf, type Summary } from '../cohorts/summarise';
import { boundarySchema, rungSchema } from '../contract/reads/figure';
import type { BoardEnergy, EnergyPoint } from '../contract/reads/energy';
import type { EnergyQuery } from '../contract/reads/query';
import type { Database } from '../database/open';
import { placeOfSpeed, samplingOf, whereCounted } from './chosen-runs';
import type { Knower, Known, Reading } from './known';
import { madeOnce } from './made-once';
import { sketched, type Making } from './sketched';

const KEPT = 64;
/** What is shown of those. */
const PARTS = 128;
/** Cohorts, times rungs. */
const MOST_POINTS = 2000;

export type EnergyRead = (query: EnergyQuery) => Promise<BoardEnergy>;

export function energyReads(
  { read, fewRows: few, mostRows: most }: Database,
  know: Knower,
  making: Making,
): EnergyRead {
  const kept = sketched<BoardEnergy>({ ...making, few, most, kept: KEPT });
  const parts = madeOnce<BoardEnergy>(PARTS);
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
    return parts(found, JSON.stringify([key, kind, gpu]), () => ({
      ...found,
      points: found.points.filter(
        (one) => (kind === undefined || one.gpu.kind === kind) && (wanted === null || wanted.has(one.gpu.id)),
      ),
    }));
  };
}

interface Row {
  readonly below: number;
  /** Null in the one row that there is of nothing. */
  readonly gpu_id: string | null;
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
    and energy.rung = kinds.rung and energy.boundary = kinds.boundary`;
  // Of each rung and boundary no more than that, and of all of them the same devices.
  const { rows } = await sql<Row>`
    with kinds as (select rungs.rung, boundaries.boundary from ${kinds}),
    cut as materialized (
      select coalesce(min(ends.draw), 1) as below from kinds
      cross join lateral (select draw from energy where ${ofKind} order by draw offset ${most} limit 1) as ends),
    drawn as (
      select kinds.rung, kinds.boundary, own.run_id, own.low, own.mid, own.high from kinds cross join cut
      cross join lateral (
        select run_id, low, mid, high from energy where ${ofKind} and draw < cut.below order by draw limit ${most}) as own),
    chosen as (
      select counted.gpu_id, counted.engine, counted.modified, counted.device_id, drawn.rung, drawn.boundary,
        drawn.low, drawn.mid, drawn.high, counted.medians[${placeOfSpeed(known)}] as speed,
        row_number() over (
          partition by counted.gpu_id, counted.engine, counted.modified, counted.device_id,
            drawn.rung, drawn.boundary
          order by counted.received_at desc) as latest
      from drawn
      join counted_runs as counted on counted.run_id = drawn.run_id
      where counted.medians[${placeOfSpeed(known)}] is not null and ${whereCounted(known, filter)}),
    voices as (
      select gpu_id, engine, modified, device_id, rung, boundary, count(*) as runs,
        percentile_cont(0.5) within group (order by low) as low,
        percentile_cont(0.5) within group (order by mid) as mid,
        percentile_cont(0.5) within group (order by high) as high,
        percentile_cont(0.5) within group (order by speed) as speed
      from chosen where latest <= ${MOST_RUNS} group by gpu_id, engine, modified, device_id, rung, boundary)
    select cut.below, voices.gpu_id, gpus.name, gpus.kind, voices.engine, voices.modified, voices.rung, voices.boundary,
      sum(voices.runs)::integer as runs,
      percentile_cont(0.5) within group (order by voices.low) as low,
      percentile_cont(0.5) within group (order by voices.high) as high,
      string_agg(voices.mid::text, ',' order by voices.mid) as joules,
      string_agg(voices.speed::text, ',' order by voices.speed) as speeds
    from cut
    left join voices on true
    left join gpus on gpus.id = voices.gpu_id
    group by cut.below, voices.gpu_id, gpus.name, gpus.kind, voices.engine, voices.modified, voices.rung, voices.boundary
    order by count(*) desc, voices.gpu_id, voices.rung
    limit ${MOST_POINTS}`.execute(read);
  const below = rows[0]?.below ?? 1;
  const found = rows.flatMap(({ gpu_id, ...row }) => (gpu_id === null ? [] : [{ ...row, gpu_id }]));
  const runs = found.reduce((sum, row) => sum + row.runs, 0);
  return {
    ...{ ...known, units: { joules: 'joules per token', speed: 'tokens per second' } },
    sampling: samplingOf(runs, below),
    points: found.flatMap((row) => pointOf(row, below)),
  };
}

/** @param text with commas between */
const numbersOf = (text: string): readonly number[] => text.split(',').map(Number);

const origin = z.object({ rung: rungSchema, boundary: boundarySchema });

function pointOf(
  { gpu_id: id, name, kind, ...row }: Row & { readonly gpu_id: string },
  below: number,
): readonly EnergyPoint[] {
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
