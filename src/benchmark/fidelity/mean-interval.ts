/** The mean of a few windows with its interval. Not the interval of a time (statistics): windows are drawn, not repeated. */

export interface MeanInterval {
  readonly mean: number;
  /** Null where there are too few. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** Below this the spread itself is hardly known. */
const FEWEST = 4;

/** Student's t for 95 % two-sided by degrees of freedom from 3 (NIST/SEMATECH e-Handbook, 1.3.6.7.2). */
const T_FROM_3 = [
  3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093,
  2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042, 2.04,
];

/** 95 %, if windows of other texts of the kind would be distributed like these. */
export function meanInterval(values: readonly number[]): MeanInterval {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < FEWEST) return { mean, interval: null };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const half = (T_FROM_3[n - 4] ?? 2.04) * Math.sqrt(variance / n);
  return { mean, interval: { low: mean - half, high: mean + half } };
}
