/** What many times of requests come to. */
import { quantileSorted } from 'simple-statistics';

export interface Times {
  readonly n: number;
  /** Milliseconds, as the others. Quantiles of type 7, as R's and NumPy's. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Null of none. */
export function timesOf(milliseconds: readonly number[]): Times | null {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const max = sorted.at(-1);
  if (max === undefined) return null;
  return { n: sorted.length, p50: quantileSorted(sorted, 0.5), p99: quantileSorted(sorted, 0.99), max };
}

export const showTimes = (times: Times | null): readonly (string | number)[] =>
  times === null ? [0, '-', '-', '-'] : [times.n, ...[times.p50, times.p99, times.max].map((ms) => ms.toFixed(1))];
