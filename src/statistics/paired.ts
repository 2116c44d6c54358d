/** The ratio of two things that were measured in turn: of each pair by itself. Not of two runs, which have no pairs (ratio.ts). */
import { driftOf, isDrift } from './drift';
import { figureOf } from './figure';
import type { Interval } from './interval';
import { METHOD } from './spread';
import { widenedByTrend } from './trend';

/** How a result says it. */
export const PAIRED_METHOD = `${METHOD} of the ratios, round by round`;

export interface PairedRatio extends Interval {
  readonly pairs: number;
}

/**
 * How many times `of` is `than`, of what ran side by side: the median of the ratios of each pair. What the machine did meanwhile
 * touched both and cancels, a drift of the run with it: so the trend does not widen this interval. Only where the ratios
 * themselves drift, which they do where one of the two is slowed down more than the other, does their own trend.
 * @param of in run order
 * @param than at the same place, what ran beside it
 * @returns null without a pair
 */
export function pairedRatio(of: readonly number[], than: readonly number[]): PairedRatio | null {
  const ratios = of.slice(0, than.length).map((value, i) => value / (than[i] ?? NaN));
  if (ratios.length === 0) return null;
  const figure = figureOf(ratios);
  const drift = driftOf([ratios]);
  const [wide = figure] = drift !== null && isDrift(drift) ? widenedByTrend([figure]) : [figure];
  return { median: wide.median, low: wide.low, high: wide.high, pairs: ratios.length };
}
