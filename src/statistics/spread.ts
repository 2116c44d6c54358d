/**
 * From raw samples to their median between order statistics. Nothing is dropped. It takes samples as independent and without a
 * trend: what a result shows is made of it in figure.ts.
 */
import { medianSorted } from 'simple-statistics';
import type { Interval } from './interval';
import { medianBounds } from './order-statistics';

/** How the bounds of every median are found, for results to say. */
export const METHOD = 'Hettmansperger-Sheather interpolated order statistics';

export interface Spread extends Interval {
  /** In run order. */
  readonly samples: readonly number[];
}

/**
 * The median with the interval that holds the true one with 95 % (five samples: 93.75 %), from within this run alone.
 * @throws RangeError without samples
 */
export function summarise(samples: readonly number[]): Spread {
  if (samples.length === 0) throw new RangeError('no samples');
  return { ...summariseSorted(samples.toSorted((a, b) => a - b)), samples };
}

/** The same of samples in ascending order, of which there is at least one. */
export const summariseSorted = (sorted: readonly number[]): Interval => ({
  median: medianSorted(sorted),
  ...medianBounds(sorted),
});
