/** How many times as fast ours is as theirs: the ratio of each pair, their median and an interval for it. No text here. */
import { summarise } from '../src/statistics/spread';

export interface Ratio {
  /** Theirs over ours, so that above 1 ours is faster. */
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly pairs: number;
}

export type Verdict = 'ours' | 'theirs' | 'tie';

/** Null where there is no pair of which both sides were measured. */
export function ratioOf(ours: readonly number[], theirs: readonly number[]): Ratio | null {
  const ratios = ours.slice(0, theirs.length).map((seconds, pair) => (theirs[pair] ?? NaN) / seconds);
  if (ratios.length === 0) return null;
  // Order statistics assume nothing of the distribution; those of five pairs are two of the ratios themselves.
  const { median, low, high } = summarise(ratios);
  return { median, low, high, pairs: ratios.length };
}

/** A tie where the interval contains 1. */
export function verdictOf({ low, high }: Ratio): Verdict {
  if (low > 1) return 'ours';
  return high < 1 ? 'theirs' : 'tie';
}
