/**
 * Samples that resemble the ones before them: a clock that wanders, another program for a while. So many of them say less than
 * as many independent ones do, and an interval that takes them for independent is too narrow. By ranks, so that one outlier
 * does not decide. A steady trend shows in it too; what that does at the end of a run is trend.ts.
 */
import { mean } from 'simple-statistics';
import type { Sampled } from './trend';

/** How a result says it. */
export const CORRELATION_METHOD = 'from 10 samples on by the correlation of neighbouring ones';

/** Fewer samples say next to nothing of their correlation (a standard deviation of 0.36 at five): a warning only. */
export const CORRECTED_FROM = 10;

/** No correlation is looked for in fewer. */
const FEWEST = 5;

/**
 * Each of `figures` with its bounds moved away from the median, in logarithms, by as much as neighbouring samples resemble each
 * other; those of fewer than CORRECTED_FROM samples stay. They must have run interleaved: each is corrected by the mean of its
 * own correlation and of that of all, which is known better.
 */
export function widenedByCorrelation<T extends Sampled>(figures: readonly T[]): readonly T[] {
  const own = figures.map(({ samples }) => (samples.length < CORRECTED_FROM ? null : neighbourCorrelation(samples)));
  const used = own.filter((one) => one !== null);
  if (used.length === 0) return figures;
  const all = mean(used);
  return figures.map((figure, i) => {
    const correlation = own[i] ?? null;
    if (correlation === null) return figure;
    const { median, low, high, samples } = figure;
    const factor = stretch((correlation + all) / 2, samples.length);
    return { ...figure, low: median * (low / median) ** factor, high: median * (high / median) ** factor };
  });
}

/** Of the null standard deviation: a correlation below this is taken for none. */
const TAKEN_FOR_NONE = 0.5;
/** What an estimate from n samples is too small by, as a share: this over n. */
const SHRUNK = 8;
/** However correlated, an interval becomes at most so many times as wide. */
const WIDEST = 2.5;

/**
 * How many times as wide an interval has to be. The variance of a mean grows with (1 + φ) / (1 - φ) where neighbours correlate
 * by φ (Bartlett, Journal of the Royal Statistical Society 98, 1935). An estimate of φ from few samples is too small and
 * uncertain: the three constants are chosen by simulation, so that an interval of independent samples grows by at most a tenth
 * (correlation.test.ts, docs/METHODOLOGY.md).
 */
export function stretch(correlation: number, n: number): number {
  const phi = Math.min(0.95, (1 + SHRUNK / n) * Math.max(0, correlation - TAKEN_FOR_NONE * deviationOf(n)));
  return Math.min(WIDEST, Math.sqrt((1 + phi) / (1 - phi)));
}

/**
 * 1 - RVN / 2 of the rank version of von Neumann's ratio (Bartels, Journal of the American Statistical Association 77, 1982): 0
 * in the mean of independent samples, near 1 where each is close to the one before. Equal samples have their mean rank.
 */
export function neighbourCorrelation(samples: readonly number[]): number {
  const ranks = centredRanks(samples);
  let [all, steps, before] = [0, 0, ranks[0] ?? 0];
  for (const rank of ranks) {
    all += rank * rank;
    steps += (rank - before) * (rank - before);
    before = rank;
  }
  return all === 0 ? 0 : 1 - steps / all / 2;
}

/** Of `neighbourCorrelation` of n independent samples (Bartels, as above). */
function deviationOf(n: number): number {
  const variance = (4 * (n - 2) * (5 * n ** 2 - 2 * n - 9)) / (5 * n * (n + 1) * (n - 1) ** 2);
  return Math.sqrt(variance) / 2;
}

/** Ranks less their mean: half of how many samples are smaller less half of how many are larger. Few are faster so than sorted. */
function centredRanks(samples: readonly number[]): number[] {
  return samples.map((sample) => {
    let above = 0;
    for (const other of samples) above += sample > other ? 1 : sample < other ? -1 : 0;
    return above / 2;
  });
}

/** 5 % one-sided: chance alone gives one as clear in a run of twenty. */
const CLEAR = 1.645;

/**
 * Whether samples resemble the ones before them more than chance explains, over all series together. Series that ran interleaved
 * may rise and fall together, and then say less than as many independent ones would: their mean correlation varies as the
 * squares of their rank correlations with each other say.
 * @param series each in run order; one of fewer than five samples is left out
 */
export function isCorrelated(series: readonly (readonly number[])[]): boolean {
  const used = series.filter(({ length }) => length >= FEWEST);
  if (used.length === 0) return false;
  const ranks = used.map(centredRanks);
  let variance = 0;
  for (const [i, a] of ranks.entries()) {
    for (const [j, b] of ranks.entries()) {
      variance += deviationOf(a.length) * deviationOf(b.length) * (i === j ? 1 : squaredCorrelation(a, b));
    }
  }
  const total = used.reduce((sum, samples) => sum + neighbourCorrelation(samples), 0);
  return total > CLEAR * Math.sqrt(variance);
}

/** Of two series' ranks, less what chance makes of it among so few. */
function squaredCorrelation(a: readonly number[], b: readonly number[]): number {
  const n = Math.min(a.length, b.length);
  let [product, ofA, ofB] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [x, y] = [a[i] ?? NaN, b[i] ?? NaN];
    product += x * y;
    ofA += x ** 2;
    ofB += y ** 2;
  }
  if (ofA === 0 || ofB === 0) return 0;
  const byChance = 1 / (n - 1);
  return Math.max(0, (product ** 2 / ofA / ofB - byChance) / (1 - byChance));
}
