/**
 * What a token of decode costs: a fixed part, and the time in which its bytes are read. The fixed part grows with the dispatches of the model
 * where launching them is most of it, and is the same for each token where reading it back is: of both, what fits better. Fitted to models of
 * several sizes, round by round. Pure; what a result makes of it is in report/line.ts.
 */
import { figureOf } from './figure';
import type { Spread } from './spread';

/** One model of a line. */
export interface LinePoint {
  /** Bytes that a token makes the GPU read. */
  readonly bytes: number;
  /** Dispatches of a token, in those of the model that the fixed part is told of: 1 for that model itself. */
  readonly launches: number;
  /** Seconds of a token in each repetition, in run order; those at the same place of several points ran side by side. */
  readonly seconds: readonly number[];
}

/** What the fixed part goes with. */
export type FixedPart = 'dispatches' | 'token';

export interface Line {
  readonly of: FixedPart;
  /** Seconds of a token, of the first point's dispatches, if nothing had to be read. Where it cannot be told from none, `low` is not above 0. */
  readonly fixed: Spread;
  /** Seconds in which a byte is read: one over the bandwidth. */
  readonly perByte: Spread;
  /** Of each point, the median of its seconds over what the line says of it, less 1. */
  readonly residuals: readonly number[];
}

/** Fewer leave nothing to see whether the points lie on a line. */
const FEWEST_POINTS = 3;

/**
 * @returns null of fewer than three points, of points that all read as much, or where one has no repetition
 */
export function fitLine(points: readonly LinePoint[]): Line | null {
  const rounds = Math.min(...points.map(({ seconds }) => seconds.length));
  if (points.length < FEWEST_POINTS || rounds === 0) return null;
  const same = points.map((point) => ({ ...point, launches: 1 }));
  const fits = [fitAs('dispatches', points, rounds), fitAs('token', same, rounds)].flatMap((line) => line ?? []);
  const [best, other] = fits.toSorted((a, b) => misfit(a) - misfit(b));
  if (best === undefined) return null;
  // Three models may not tell one kind from the other, or a device has both: then the truth lies between.
  return other === undefined || isOff(other) ? best : within(best, other);
}

/** A median this far from what a line says of it refutes the line. */
const OFF = 0.15;

export const isOff = ({ residuals }: Pick<Line, 'residuals'>): boolean =>
  residuals.some((residual) => Math.abs(residual) > OFF);

/** With bounds that hold both. */
const within = (best: Line, other: Line): Line => ({
  ...best,
  fixed: widest(best.fixed, other.fixed),
  perByte: widest(best.perByte, other.perByte),
});

const widest = (own: Spread, other: Spread): Spread => ({
  ...own,
  low: Math.min(own.low, other.low),
  high: Math.max(own.high, other.high),
});

const misfit = ({ residuals }: Line): number => residuals.reduce((sum, one) => sum + one * one, 0);

function fitAs(of: FixedPart, points: readonly LinePoint[], rounds: number): Line | null {
  const fits = Array.from({ length: rounds }, (_, round) => solve(points, round));
  if (!fits.every(({ fixed, perByte }) => Number.isFinite(fixed) && Number.isFinite(perByte))) return null;
  const fixed = figureOf(fits.map((fit) => fit.fixed));
  const perByte = figureOf(fits.map((fit) => fit.perByte));
  const residuals = points.map(({ bytes, launches, seconds }) => {
    const expected = fixed.median * launches + perByte.median * bytes;
    return figureOf(seconds).median / expected - 1;
  });
  return { of, fixed, perByte, residuals };
}

/** Least squares of (t - fixed * launches - perByte * bytes) / t: a large model's error counts no more than a small one's. */
function solve(points: readonly LinePoint[], round: number): { readonly fixed: number; readonly perByte: number } {
  let [aa, ab, bb, a1, b1] = [0, 0, 0, 0, 0];
  for (const { bytes, launches, seconds } of points) {
    const taken = seconds[round] ?? NaN;
    const [a, b] = [launches / taken, bytes / taken];
    aa += a * a;
    ab += a * b;
    bb += b * b;
    a1 += a;
    b1 += b;
  }
  const determinant = aa * bb - ab * ab;
  // Points that differ in their size alone by rounding say nothing of either.
  if (!(determinant > 1e-9 * aa * bb)) return { fixed: NaN, perByte: NaN };
  return { fixed: (a1 * bb - b1 * ab) / determinant, perByte: (b1 * aa - a1 * ab) / determinant };
}
