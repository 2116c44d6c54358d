/** From raw samples to a figure with its spread. Nothing is dropped. */
import { median } from 'simple-statistics';
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
  const bounds = medianBounds(samples.toSorted((a, b) => a - b));
  return { median: median([...samples]), ...bounds, samples };
}
