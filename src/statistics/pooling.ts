/**
 * Several runs of one workload as one figure: what changes between runs is more than an interval from within one run can know.
 * Random effects on the logarithms of the medians. Not repetitions within a run (spread.ts).
 */
import { mean, sum } from 'simple-statistics';
import type { Interval } from './interval';

export interface Pooled extends Interval {
  readonly runs: number;
  /** Typical standard error of one run's median, as a share of it. */
  readonly within: number;
  /** Standard deviation between runs beyond what `within` explains, as a share; 0 where it explains all. */
  readonly between: number;
}

/**
 * The between-run variance is DerSimonian and Laird's (Controlled Clinical Trials 7, 1986); the interval is Hartung and Knapp's
 * t interval with R - 1 degrees of freedom (Statistics in Medicine 20, 2001), never narrower than the weights alone make it
 * (the modification in Röver, Knapp and Friede, BMC Medical Research Methodology 15, 2015).
 * @param runs one figure a run, of positive values
 * @throws RangeError of fewer than two
 */
export function poolRuns(runs: readonly Interval[]): Pooled {
  if (runs.length < 2) throw new RangeError('one run says nothing about changes between runs');
  const values = runs.map(({ median }) => Math.log(median));
  const variances = runs.map(({ low, high }) => Math.max((Math.log(high / low) / (2 * NORMAL)) ** 2, LEAST_VARIANCE));
  const variance = betweenVariance(values, variances);
  const { estimate, error } = randomEffects(values, variances, variance);
  const reach = studentT(runs.length - 1) * error;
  return {
    median: Math.exp(estimate),
    low: Math.exp(estimate - reach),
    high: Math.exp(estimate + reach),
    runs: runs.length,
    within: Math.sqrt(mean(variances)),
    between: Math.sqrt(variance),
  };
}

/**
 * One run's interval, made as wide as another run's median may be off too: the variances of within and between add. Without
 * between-run spread it is the interval itself.
 */
export function widened({ median, low, high }: Interval, { between, runs }: Pooled): Interval {
  const reach = studentT(runs - 1) * between;
  return {
    median,
    low: median * Math.exp(-Math.hypot(Math.log(median / low), reach)),
    high: median * Math.exp(Math.hypot(Math.log(high / median), reach)),
  };
}

/** Φ⁻¹(0.975). */
const NORMAL = 1.959964;
/** A figure without a width, of samples that a coarse clock made equal, is not known exactly: to a millionth. */
const LEAST_VARIANCE = 1e-12;

/** DerSimonian and Laird's moment estimate of the variance between runs, at least 0. */
export function betweenVariance(values: readonly number[], variances: readonly number[]): number {
  const weights = variances.map((variance) => 1 / variance);
  const all = sum(weights);
  const centre = weightedMean(values, weights);
  const q = sum(values.map((value, i) => (weights[i] ?? 0) * (value - centre) ** 2));
  const scale = all - sum(weights.map((weight) => weight ** 2)) / all;
  return Math.max(0, (q - (values.length - 1)) / scale);
}

/** The mean that weights runs by both variances, and its standard error. */
export function randomEffects(
  values: readonly number[],
  variances: readonly number[],
  between: number,
): { estimate: number; error: number; plainError: number } {
  const weights = variances.map((variance) => 1 / (variance + between));
  const estimate = weightedMean(values, weights);
  const plainError = 1 / Math.sqrt(sum(weights));
  const q = sum(values.map((value, i) => (weights[i] ?? 0) * (value - estimate) ** 2)) / (values.length - 1);
  return { estimate, error: plainError * Math.sqrt(Math.max(1, q)), plainError };
}

const weightedMean = (values: readonly number[], weights: readonly number[]): number =>
  sum(values.map((value, i) => value * (weights[i] ?? 0))) / sum([...weights]);

/** Student's t, 97.5 %, by degrees of freedom from 1 (any table of it); from 31 on that of 30, which is wider. */
const STUDENT_T = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

const studentT = (freedom: number): number => STUDENT_T[Math.min(freedom, STUDENT_T.length) - 1] ?? NaN;
