/** The generator of synthetic weights in TypeScript, integer for integer what synthetic-weights.wgsl computes. */
import type { MatrixFormat } from '../../src/kernels/format';
import { mix } from '../../src/kernels/random';
import { fromHalf } from '../../src/kernels/matrix/half';
import { BLOCK } from '../../src/kernels/matrix/layout';
import { fromE2m1, fromE4m3, fromE8m0 } from '../../src/kernels/matrix/minifloat';

/** Named in every workload that uses it: another arithmetic here needs another name. */
export const GENERATOR = 'tokamark-synthetic/1';

/** One for everybody: all compute the same. */
export const WEIGHT_SEED = 1;

export interface SyntheticMatrix {
  readonly format: MatrixFormat;
  readonly rows: number;
  readonly columns: number;
  /** 32 bits; matrices with different seeds share no pattern. */
  readonly seed: number;
}

/** Standard deviation before scaling: of bell / 8, bell / 4, the triangle of nibbles, and E2M1's values of that triangle. */
const SPREAD: Readonly<Record<MatrixFormat, number>> = {
  fp16: 18.5,
  int8: 37,
  int4: 3.28,
  mxfp4: 1.73,
  nvfp4: 1.73,
};

/**
 * Biased exponent of the smallest scale (binary16; MXFP4 E8M0; NVFP4 the tensor's f32, with 128 of E4M3 taken off), chosen so that a row of W has unit length in the mean: then y = W x is about
 * as large as x, whatever the shape. Scales vary over a factor of two above it (1.5 in the mean).
 */
export function scaleExponent(format: MatrixFormat, columns: number): number {
  const step = 1 / (Math.sqrt(columns) * SPREAD[format] * 1.5);
  const exponent = Math.round(Math.log2(step));
  if (format === 'mxfp4') return exponent + 127;
  if (format === 'nvfp4') return exponent + 127 - NVFP4_EXPONENT;
  return Math.min(30, Math.max(1, exponent + 15));
}

/** Exponent of NVFP4's block scales: high, as real ones are, where the largest is 448. */
const NVFP4_EXPONENT = 7;

const bitsAt = (seed: number, row: number, column: number): number =>
  mix(mix(seed ^ Math.imul(row, 0x9e3779b9)) ^ Math.imul(column, 0x85ebca77));

const bell = (bits: number): number =>
  (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24) - 510;

/** The weight at (row, column) as the kernel's packed bits mean it. */
export const syntheticWeight = (matrix: SyntheticMatrix, row: number, column: number): number =>
  weightAt(matrix, scaleExponent(matrix.format, matrix.columns), row, column);

/** Row `row` as float64, `columns` long. */
export function syntheticRow(matrix: SyntheticMatrix, row: number): Float64Array {
  const exponent = scaleExponent(matrix.format, matrix.columns);
  const weights = new Float64Array(matrix.columns);
  for (let column = 0; column < weights.length; column++) weights[column] = weightAt(matrix, exponent, row, column);
  return weights;
}

function weightAt({ format, seed }: SyntheticMatrix, exponent: number, row: number, column: number): number {
  const spread = bitsAt(seed, row, 0x80000000 + Math.floor(column / BLOCK));
  const bits = bitsAt(seed, row, column);
  if (format === 'fp16') return Math.trunc(bell(bits) / 8) * 2 ** (exponent + (spread & 1) - 15);
  if (format === 'mxfp4') return fromE8m0(exponent + (spread & 1)) * fromE2m1(e2m1(bits));
  if (format === 'nvfp4') {
    const mantissa = (spread >>> (column % BLOCK < 16 ? 0 : 3)) & 7;
    return fromE4m3(((NVFP4_EXPONENT + 7) << 3) | mantissa) * 2 ** (exponent - 127) * fromE2m1(e2m1(bits));
  }
  const scale = fromHalf((exponent << 10) | (spread & 0x3ff));
  if (format === 'int8') return scale * Math.min(127, Math.max(-127, Math.trunc(bell(bits) / 4)));
  return scale * (triangle(bits) - 8);
}

/** Two digits of 0..7 and one of 0..1: 0..15. */
const triangle = (bits: number): number => (bits & 7) + ((bits >>> 3) & 7) + ((bits >>> 6) & 1);

/** The triangle's upper half as codes 0..7, its lower half as their negatives; there is no negative zero. */
function e2m1(bits: number): number {
  const sum = triangle(bits);
  if (sum >= 8) return sum - 8;
  return sum === 7 ? 0 : 15 - sum;
}
