/**
 * The cost model of a run: what a token or a prompt of any shape takes on its device. The sum over the sites, times what whole tokens took over
 * their sums, as near ones did. Its interval is as wide as the model is wrong about what the run measured, each model left out in turn.
 */
import type { Interval } from '../../statistics/interval';
import type { Result } from '../schema';
import { calibrated, type Asked } from './calibrate';
import { isLinearOf, kindsOf, nineInTen, offsOf, UNKNOWN_OFF, type KnownErrors, type Off } from './left-out';
import { measuredOf, type Measured } from './measured';
import { leastPassSeconds, siteTimesOf, unreadSeconds, type SiteTimes } from './site-times';

/** Seconds, and how far from what was measured. */
export interface Expected extends Interval {
  /** The natural logarithm of the factor by which bytes, sequences or context lie beyond all that was measured; 0 within. */
  readonly distance: number;
  /** Positions that a token saw at most, where its phase was measured. */
  readonly deepest: number;
  /** What was left out to know how far off it may be; or what was compared on such adapters. */
  readonly checkedBy: Off['from'] | 'comparisons';
}

export interface CostModel {
  readonly times: SiteTimes;
  readonly measured: readonly Measured[];
  /** How far off it is of what the run measured. */
  readonly off: readonly Off[];
  /** How far off predictions were that were compared on such adapters; null where none was. */
  readonly compared: Compared | null;
}

/** Predictions that were compared with measurements. */
export interface Compared extends KnownErrors {
  /** The natural logarithm of the factor within which nine in ten of them lay. */
  readonly within: number;
}

/**
 * Of software adapters alone: no GPU was compared yet. `npm run bench:predict` on lavapipe (Mesa 25.0.7) under Node and in Firefox 153, 36
 * predictions each of shapes of 24 to 41 million parameters from those of 5 to 42, Tokamark 0.1.0 (commit 857c553), 2026-11-29: the 66th of 72
 * errors by size, as split conformal prediction takes it (docs/METHODOLOGY.md).
 */
const COMPARED_ON_SOFTWARE: Compared = { count: 72, rootMeanSquare: 0.15, within: 0.27 };

/** Null where the run timed no sites, or measured no token. */
export function costModelOf(result: Result): CostModel | null {
  const times = siteTimesOf(result);
  const measured = measuredOf(result);
  if (times === null || measured.length === 0) return null;
  const off = kindsOf(measured).flatMap((kind) => offsOf(kind, times, measured));
  return { times, measured, off, compared: result.adapter.software ? COMPARED_ON_SOFTWARE : null };
}

/** Of shapes as near as those left out, as a share; and for each factor e beyond all that was measured. Set before any comparison. */
const HERE = 0.08;
const FARTHER = 0.08;

/** Of shapes as near as those left out. */
export const factorWithin = (off: number): number => Math.exp(Math.hypot(HERE, off));

/** Null where no token of its format and phase was measured, or of its format no site but an LM head was timed. */
export function expectedOf(asked: Asked, { times, measured, off, compared }: CostModel): Expected | null {
  const { phase, format, batch, pass } = asked;
  const isTimed = times.sites.some(({ work }) => work.phase === phase && isLinearOf(format, work));
  const own = off.filter((one) => one.phase === phase && one.format === format);
  const found = isTimed && own.length > 0 ? calibrated(asked, times, measured) : null;
  if (found === null) return null;
  const { seconds, deepest } = found;
  const [nearest] = own.toSorted((a, b) => fold(a.batch, batch) - fold(b.batch, batch) || b.off - a.off);
  const factor = (bound: number): number => {
    const noise = Math.log(bound / seconds.median);
    if (compared === null) {
      // Errors of different causes add as squares.
      return Math.exp(Math.hypot(HERE, nearest?.off ?? UNKNOWN_OFF, noise) + FARTHER * found.distance);
    }
    // What was compared holds the noise of a usual run; a noisier one, or one that the model fits worse, takes its place.
    const withOwn = nineInTen(nearest?.from === 'models' ? nearest.errors : [], compared);
    return Math.exp(Math.max(compared.within, withOwn, Math.abs(noise)) + FARTHER * found.distance);
  };
  const isDecode = phase === 'decode';
  const least = isDecode ? leastPassSeconds(pass, times.ceilings) : 0;
  const unread = isDecode ? unreadSeconds(pass, deepest, times.ceilings) : 0;
  const median = Math.max(least, seconds.median);
  return {
    median,
    low: Math.max(least, seconds.median / factor(seconds.low)),
    high: Math.max(median, seconds.median * factor(seconds.high) + unread),
    distance: Math.max(found.distance, Math.log(pass.context / deepest)),
    deepest,
    checkedBy: compared === null ? (nearest?.from ?? 'nothing') : 'comparisons',
  };
}

const fold = (a: number, b: number): number => Math.abs(Math.log(a / b));
