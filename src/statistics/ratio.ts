/** The ratio of two medians with its interval, and what a tie is. Not of pairs that ran together (paired.ts). */
import type { Interval } from './interval';

/** How the bounds of every ratio are found, for results to say. */
export const RATIO_METHOD = 'MOVER of the logarithms';

/**
 * How many times `of` is `than`, from their intervals alone: the distances of the bounds from the medians, in logarithms, add as
 * independent errors do (MOVER: Zou and Donner, Construction of confidence limits about effect measures, Statistics in Medicine
 * 27, 2008). It covers with 96.5 to 98 %: a little wide, never narrow. An exact value has an interval without width.
 */
export function ratio(of: Interval, than: Interval): Interval {
  const median = of.median / than.median;
  const down = Math.hypot(logOf(of.median, of.low), logOf(than.high, than.median));
  const up = Math.hypot(logOf(of.high, of.median), logOf(than.median, than.low));
  return { median, low: median * Math.exp(-down), high: median * Math.exp(up) };
}

const logOf = (larger: number, smaller: number): number => Math.log(larger / smaller);

/** Neither is larger where the interval of their ratio contains 1. */
export const isTie = ({ low, high }: Interval): boolean => low <= 1 && high >= 1;
