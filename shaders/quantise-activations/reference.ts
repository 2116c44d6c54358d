/** Activations rounded to 8 bits by blocks of 32 columns, in float64; levels are exact integers. */
import { UNIT_ROUNDOFF } from '../../src/kernels/check/meter';
import { BLOCK } from '../../src/kernels/matrix/layout';

export interface Rounded {
  /** Integers -127..127. */
  readonly levels: Float64Array;
  /** One per block. */
  readonly scales: Float64Array;
}

/** @param values a multiple of 32 long */
export function quantiseReference(values: ArrayLike<number>): Rounded {
  const exact = exactLevels(values);
  const scales = Float64Array.from({ length: values.length / BLOCK }, (_, b) => largestOf(values, b) / 127);
  return { levels: exact.map((level) => Math.round(level)), scales };
}

/** What the levels would be without rounding. */
export function exactLevels(values: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: values.length }, (_, i) => {
    const largest = largestOf(values, Math.floor(i / BLOCK));
    return largest === 0 ? 0 : (127 * (values[i] ?? 0)) / largest;
  });
}

function largestOf(values: ArrayLike<number>, block: number): number {
  let largest = 0;
  for (let i = block * BLOCK; i < (block + 1) * BLOCK; i++) largest = Math.max(largest, Math.abs(values[i] ?? 0));
  return largest;
}

/**
 * How far a level in f32, before it is rounded, may be from the exact one. The quotient 127 / largest may be off by 2.5 units
 * in the last place (WGSL), each a relative 2 u at most; two products by u each (the norm's weight and the quotient), and the
 * largest magnitude, also a product, by u: 8 u of at most 127.
 */
export const LEVEL_SLACK = 127 * 8 * UNIT_ROUNDOFF;

/**
 * Moves values whose level lies so near the middle between two integers that f32 and float64 may round it apart: what is left
 * has one right level, so that a kernel's integers can be held to the reference exactly. In place.
 *
 * @param weight what the values are multiplied with before they are rounded
 */
export function avoidTies(values: Float32Array, weight: ArrayLike<number> | null): void {
  const products = () => Float64Array.from(values, (value, i) => value * (weight === null ? 1 : (weight[i] ?? 0)));
  // Only smaller magnitudes than a block's largest, at level 127 exactly, are moved: scales and other levels stay as they are.
  exactLevels(products()).forEach((level, i) => {
    if (Math.abs(level - Math.floor(level) - 0.5) < 16 * LEVEL_SLACK) values[i] = (values[i] ?? 0) * (1 - 1 / 512);
  });
  const left = exactLevels(products()).some((level) => Math.abs(level - Math.floor(level) - 0.5) < 2 * LEVEL_SLACK);
  if (left) throw new RangeError('check: a level is still between two integers');
}
