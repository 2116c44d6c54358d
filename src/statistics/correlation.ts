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
 * Each of `figures` with its bounds moved away from the median by as much as neighbouring samples resemble each other, the lower
 * one in logarithms, so that it stays above 0; those of fewer than CORRECTED_FROM samples stay. They must have run interleaved: each is corrected by the mean of its
 * own correlation and of that of all, which is known better.
 */
export function widenedByCorrelation<T extends Sampled>(figures: readonly T[]): readonly T[] {
  const ranks = figures.map(({ samples }) => (samples.length < CORRECTED_FROM ? null : centredRanks(samples)));
  const used = ranks.filter((one) => one !== null);
  if (used.length === 0) return figures;
  const all = mean(used.map(correlationOf));
  const variance = varianceOfMean(used);
  return figures.map((figure, i) => {
    const own = ranks[i] ?? null;
    if (own === null) return figure;
    // Its own correlation and the mean of all have the variance of that mean in common.
    const deviation = Math.sqrt((varianceOf(own.length) + 3 * variance) / 4);
    const factor = stretch((correlationOf(own) + all) / 2, deviation, own.length);
    const { median, low, high } = figure;
    // What may be below zero has no logarithm.
    const down = low / median > 0 ? median * (low / median) ** factor : median - factor * (median - low);
    return { ...figure, low: down, high: median + factor * (high - median) };
  });
}

/** In standard deviations of the estimate: a correlation below this is taken for none. */
const TAKEN_FOR_NONE = 0.5;
/** What an estimate from n samples is too small by, as a share: this over n. */
const SHRUNK = 9;
/** However correlated, an interval becomes at most so many times as wide. */
const WIDEST = 2.4;

/**
 * How many times as wide an interval has to be. The variance of a mean grows with (1 + φ) / (1 - φ) where neighbours correlate
 * by φ (Bartlett, Journal of the Royal Statistical Society 98, 1935). An estimate of φ from few samples is too small and
 * uncertain: the three constants are chosen by simulation, so that an interval of independent samples grows by at most a tenth
 * (correlation.test.ts, docs/METHODOLOGY.md).
 */
export function stretch(correlation: number, deviation: number, n: number): number {
  const phi = Math.min(0.95, (1 + SHRUNK / n) * Math.max(0, correlation - TAKEN_FOR_NONE * deviation));
  return Math.min(WIDEST, Math.sqrt((1 + phi) / (1 - phi)));
}

/**
 * 1 - RVN / 2 of the rank version of von Neumann's ratio (Bartels, Journal of the American Statistical Association 77, 1982): 0
 * in the mean of independent samples, near 1 where each is close to the one before. Equal samples have their mean rank.
 */
export const neighbourCorrelation = (samples: readonly number[]): number => correlationOf(centredRanks(samples));

function correlationOf(ranks: readonly number[]): number {
  let [all, steps, before] = [0, 0, ranks[0] ?? 0];
  for (const rank of ranks) {
    all += rank * rank;
    steps += (rank - before) * (rank - before);
    before = rank;
  }
  return all === 0 ? 0 : 1 - steps / all / 2;
}

/** Of `neighbourCorrelation` of n independent samples (Bartels, as above). */
function varianceOf(n: number): number {
  return ((n - 2) * (5 * n ** 2 - 2 * n - 9)) / (5 * n * (n + 1) * (n - 1) ** 2);
}

/**
 * Of the mean of their correlations, were samples independent of their neighbours. Series that ran interleaved may rise and fall
 * together, and then say less than as many independent ones would: by the squares of their rank correlations with each other.
 */
function varianceOfMean(ranks: readonly (readonly number[])[]): number {
  let sum = 0;
  for (const [i, a] of ranks.entries()) {
    sum += varianceOf(a.length);
    for (const b of ranks.slice(i + 1)) {
      sum += 2 * Math.sqrt(varianceOf(a.length) * varianceOf(b.length)) * squaredCorrelation(a, b);
    }
  }
  return sum / ranks.length ** 2;
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
 * Whether samples resemble the ones before them more than chance explains, over all series together.
 * @param series each in run order; one of fewer than five samples is left out
 */
export function isCorrelated(series: readonly (readonly number[])[]): boolean {
  const ranks = series.filter(({ length }) => length >= FEWEST).map(centredRanks);
  return ranks.length > 0 && mean(ranks.map(correlationOf)) > CLEAR * Math.sqrt(varianceOfMean(ranks));
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
