/**
 * Whether samples rise or fall with their order: Kendall's S against the order, summed over series that ran interleaved (Mann,
 * Econometrica 13, 1945; the seasonal test of Hirsch, Slack and Smith, Water Resources Research 18, 1982). It assumes nothing of the
 * distribution.
 */
import { errorFunction } from 'simple-statistics';

export interface Drift {
  /** Two-sided chance of a trend at least as clear among samples that have none. */
  readonly probability: number;
  /** From first to last sample, as a share of the first: -0.06 is 6 % less (Theil and Sen's median slope of the logarithms). */
  readonly change: number;
}

/** A trend is told of where chance alone gives one as clear in at most one run of fifty. */
const CHANCE = 0.02;

export const isDrift = ({ probability }: Drift): boolean => probability <= CHANCE;

/** @param series each in run order, of positive values; one of fewer than three samples is left out. Null where none is left. */
export function driftOf(series: readonly (readonly number[])[]): Drift | null {
  const used = longEnough(series);
  const slope = logSlope(series);
  if (slope === null) return null;
  const lengths = used.map(({ length }) => length);
  const total = used.reduce((sum, samples) => sum + kendallS(samples), 0);
  return { probability: probabilityOf(total, lengths), change: Math.expm1(slope * (Math.max(...lengths) - 1)) };
}

const FEWEST = 3;
const longEnough = (series: readonly (readonly number[])[]) => series.filter(({ length }) => length >= FEWEST);

/** Change of the logarithm per step: Theil and Sen's median over all pairs of all series. Null without a series that is long enough. */
export function logSlope(series: readonly (readonly number[])[]): number | null {
  const used = longEnough(series);
  const pairs = used.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
  if (pairs === 0) return null;
  const slopes = new Float64Array(pairs);
  let at = 0;
  for (const samples of used) {
    const logs = samples.map(Math.log);
    for (const [i, earlier] of logs.entries()) {
      for (let j = i + 1; j < logs.length; j++) slopes[at++] = ((logs[j] ?? NaN) - earlier) / (j - i);
    }
  }
  // A typed array sorts numbers as numbers, many times faster than a comparison does.
  slopes.sort();
  return ((slopes[(pairs - 1) >> 1] ?? NaN) + (slopes[pairs >> 1] ?? NaN)) / 2;
}

/** Pairs that rise less pairs that fall. */
export function kendallS(samples: readonly number[]): number {
  let sum = 0;
  for (const [i, earlier] of samples.entries()) {
    for (let j = i + 1; j < samples.length; j++) sum += Math.sign((samples[j] ?? NaN) - earlier);
  }
  return sum;
}

/** The longest series, and the most samples of all, whose distribution is added up; beyond it is normal for all purposes. */
const LONGEST_EXACT = 40;
const MOST_EXACT = 400;

/** Ties make S vary less than this says: the test then warns too seldom rather than too often. */
export function probabilityOf(s: number, lengths: readonly number[]): number {
  const samples = lengths.reduce((sum, n) => sum + n, 0);
  if (samples > MOST_EXACT || Math.max(...lengths) > LONGEST_EXACT) return normalProbability(s, lengths);
  const chances = fallingPairs(lengths);
  const fewest = (chances.length - 1 - Math.abs(s)) / 2;
  let tail = 0;
  for (let i = 0; i <= Math.ceil(fewest); i++) tail += chances[i] ?? 0;
  return Math.min(1, 2 * tail);
}

/** The last one asked for: all questions of a run are of the same series. */
let lastAsked: { readonly key: string; readonly chances: readonly number[] } = { key: '', chances: [1] };

/** Chances of 0, 1, ... pairs that fall, of all pairs of all series. */
function fallingPairs(lengths: readonly number[]): readonly number[] {
  const key = lengths.join();
  if (lastAsked.key !== key) {
    lastAsked = { key, chances: lengths.reduce<number[]>((sofar, n) => convolved(sofar, inversions(n)), [1]) };
  }
  return lastAsked.chances;
}

/** Chances of 0, 1, ... falling pairs among n samples in random order: each sample falls behind 0 to its rank - 1 others. */
function inversions(n: number): number[] {
  let chances = [1];
  for (let rank = 2; rank <= n; rank++)
    chances = convolved(
      chances,
      Array.from({ length: rank }, () => 1 / rank),
    );
  return chances;
}

function convolved(a: readonly number[], b: readonly number[]): number[] {
  const out = Array.from({ length: a.length + b.length - 1 }, () => 0);
  for (const [i, x] of a.entries()) for (const [j, y] of b.entries()) out[i + j] = (out[i + j] ?? 0) + x * y;
  return out;
}

/** With the continuity correction: S moves in steps of two. */
function normalProbability(s: number, lengths: readonly number[]): number {
  const variance = lengths.reduce((sum, n) => sum + (n * (n - 1) * (2 * n + 5)) / 18, 0);
  const z = Math.max(0, Math.abs(s) - 1) / Math.sqrt(variance);
  return 1 - errorFunction(z / Math.SQRT2);
}
