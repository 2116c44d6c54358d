/** From raw samples to a figure with its spread. Nothing is dropped. */
import { median } from 'simple-statistics';

export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** In run order. */
  readonly samples: readonly number[];
}

/**
 * Median with an interval for it that assumes nothing of the distribution: two order statistics. The chance that the true
 * median lies outside the k-th smallest and k-th largest of n samples is 2 * P(Binomial(n, 1/2) < k) (David and Nagaraja, Order
 * Statistics, 7.1); the largest k with at most 7 % is taken, so that 5 samples give smallest to largest at 93.75 %.
 * @throws RangeError without samples
 */
export function spreadOf(samples: readonly number[]): Spread {
  if (samples.length === 0) throw new RangeError('no samples');
  const sorted = samples.toSorted((a, b) => a - b);
  const k = orderStatistic(samples.length);
  return {
    median: median([...samples]),
    low: sorted[k - 1] ?? NaN,
    high: sorted[sorted.length - k] ?? NaN,
    samples,
  };
}

const MISS = 0.07;

/** Which order statistic (1 is the smallest) bounds the median of `n` samples; 1 where n is too small for the level. */
export function orderStatistic(n: number): number {
  let k = 1;
  while (missChance(n, k + 1) <= MISS) k += 1;
  return k;
}

/** The chance that the interval from the k-th smallest to the k-th largest of n samples misses the true median. */
export function missChance(n: number, k: number): number {
  if (2 * k > n) return 1;
  let term = 0.5 ** n;
  let sum = 0;
  for (let i = 0; i < k; i++) {
    sum += term;
    term = (term * (n - i)) / (i + 1);
  }
  return 2 * sum;
}
