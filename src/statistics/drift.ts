/**
 * Whether samples rise or fall with their order: Kendall's S against the order, summed over series that ran interleaved
 * (Mann, Econometrica 13, 1945; the seasonal test of Hirsch, Slack and Smith, Water Resources Research 18, 1982). It assumes
 * nothing of the distribution. Not what the drift comes from.
 */
import { errorFunction, median } from 'simple-statistics';

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

/** Change of the logarithm a step: Theil and Sen's median over all pairs of all series. Null without a series that is long enough. */
export function logSlope(series: readonly (readonly number[])[]): number | null {
  const slopes = longEnough(series).flatMap(logSlopes);
  return slopes.length === 0 ? null : median(slopes);
}

/** Pairs that rise less pairs that fall. */
export const kendallS = (samples: readonly number[]): number =>
  samples.reduce(
    (sum, earlier, i) => sum + samples.slice(i + 1).reduce((part, later) => part + Math.sign(later - earlier), 0),
    0,
  );

/** Of every pair, the change of the logarithm a step. */
const logSlopes = (samples: readonly number[]): number[] =>
  samples.flatMap((earlier, i) => samples.slice(i + 1).map((later, j) => Math.log(later / earlier) / (j + 1)));

/** The longest series, and the most samples of all, whose distribution is added up; beyond it is normal for all purposes. */
const LONGEST_EXACT = 40;
const MOST_EXACT = 400;

/** Ties make S vary less than this says: the test then warns too seldom rather than too often. */
export function probabilityOf(s: number, lengths: readonly number[]): number {
  const samples = lengths.reduce((sum, n) => sum + n, 0);
  if (samples > MOST_EXACT || Math.max(...lengths) > LONGEST_EXACT) return normalProbability(s, lengths);
  // chances[i] is that of i pairs that fall, of all pairs of all series.
  const chances = lengths.reduce<number[]>((sofar, n) => convolved(sofar, inversions(n)), [1]);
  const fewest = (chances.length - 1 - Math.abs(s)) / 2;
  const tail = chances.slice(0, Math.ceil(fewest) + 1).reduce((sum, chance) => sum + chance, 0);
  return Math.min(1, 2 * tail);
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
