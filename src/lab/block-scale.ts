/** The scale and the zero point of one block of weights as a choice says: the product's rules where it ships the choice (kernels/matrix/pack.ts). */
import { fromHalf, HALF_MOST, toHalf } from '../kernels/matrix/half';
import { E2M1_MOST, E4M3_MOST, exponentOf, fromE4m3, fromE8m0, toE4m3, toE8m0 } from '../kernels/matrix/minifloat';
import type { Choice, FloatChoice, IntegerChoice } from './choice';

export interface BlockScale {
  /** By how much a level is multiplied. Negative where the largest magnitude of an `extreme` grid is positive. */
  readonly scale: number;
  /** The level that means zero; 0 but on a `zero-point` grid. */
  readonly zeroPoint: number;
}

/** Of an array: from `from` up to, without, `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Scale of a whole tensor, which NVFP4 has beside those of its blocks: with it the largest magnitude of all is 6 in units of 448. */
export const tensorScaleOf = (tensor: Float32Array): number =>
  tensorScaleFor(largestOf(rangeOf(tensor, 0, tensor.length)));

/** @param largest magnitude of the tensor */
export const tensorScaleFor = (largest: number): number =>
  Math.fround(Math.max(2 ** -100, largest / (E2M1_MOST * E4M3_MOST)));

/** Of the weights [from, to) of `values`. */
export function blockScale(choice: Choice, values: Float32Array, { from, to }: Span, tensorScale: number): BlockScale {
  const range = rangeOf(values, from, to);
  if (choice.kind === 'integer') return integerScale(choice, range);
  return { scale: floatScale(choice, largestOf(range), tensorScale), zeroPoint: 0 };
}

/** The first and the last level that the bits give a grid. */
export function levelsOf({ bits, grid }: Pick<IntegerChoice, 'bits' | 'grid'>): readonly [number, number] {
  const half = 2 ** (bits - 1);
  if (grid === 'zero-point') return [0, 2 * half - 1];
  return [grid === 'extreme' ? -half : 1 - half, half - 1];
}

/** Smallest and largest of some weights and zero. */
interface Range {
  readonly least: number;
  readonly most: number;
  /** Whether the smallest comes before the largest. */
  readonly leastFirst: boolean;
}

function rangeOf(values: Float32Array, from: number, to: number): Range {
  let least = 0;
  let most = 0;
  let leastAt = to;
  let mostAt = to;
  for (let k = from; k < to; k++) {
    const value = values[k] ?? 0;
    if (value < least) {
      least = value;
      leastAt = k;
    } else if (value > most) {
      most = value;
      mostAt = k;
    }
  }
  return { least, most, leastFirst: leastAt < mostAt };
}

const largestOf = ({ least, most }: Range): number => Math.max(-least, most);

function integerScale(choice: IntegerChoice, range: Range): BlockScale {
  const [first, last] = levelsOf(choice);
  const scale = stored(exactScale(choice, range, first, last));
  if (choice.grid !== 'zero-point' || scale === 0) return { scale, zeroPoint: 0 };
  return { scale, zeroPoint: Math.min(last, Math.round(-range.least / scale)) };
}

function exactScale({ grid }: IntegerChoice, range: Range, first: number, last: number): number {
  const { least, most, leastFirst } = range;
  if (grid === 'symmetric') return largestOf(range) / last;
  // Zero has a level of its own: a weight of zero stays one.
  if (grid === 'zero-point') return (most - least) / (last - first);
  // Of two with the same magnitude the first counts.
  const isLeast = -least > most || (-least === most && leastFirst);
  return (isLeast ? least : most) / first;
}

/** As binary16, in which the product stores the scales of its integers; what is beyond it is held at the largest. */
const stored = (scale: number): number => fromHalf(toHalf(Math.min(HALF_MOST, Math.max(-HALF_MOST, scale))));

/** Exponent of the largest power of two that E2M1 has: 4. */
const E2M1_EXPONENT = 2;
/** The product's least: half of it must be a normal f32. */
const LEAST_EXPONENT = -125;

function floatScale({ kind }: FloatChoice, largest: number, tensorScale: number): number {
  if (kind === 'nvfp4') return fromE4m3(toE4m3(largest / E2M1_MOST / tensorScale)) * tensorScale;
  // The largest magnitude is brought into 4..8 (OCP Microscaling, 6.3).
  const exact = largest > 0 ? exponentOf(largest) - E2M1_EXPONENT : -Infinity;
  return fromE8m0(toE8m0(Math.max(LEAST_EXPONENT, exact)));
}
