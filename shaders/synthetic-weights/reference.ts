/** The generator of synthetic weights in TypeScript, integer for integer what synthetic-weights.wgsl computes. */
import type { MatrixFormat } from '../../src/kernels/format';
import { mix } from '../../src/kernels/random';
import { fromHalf } from '../../src/kernels/matrix/half';
import { BLOCK } from '../../src/kernels/matrix/layout';

/** Named in every workload that uses it: another arithmetic here needs another name. */
export const GENERATOR = 'tokamark-synthetic/1';

export interface SyntheticMatrix {
  readonly format: MatrixFormat;
  readonly rows: number;
  readonly columns: number;
  /** 32 bits; matrices with different seeds share no pattern. */
  readonly seed: number;
}

/** Standard deviation of the levels before scaling: of bell / 8, bell / 4 and the triangle of nibbles. */
const SPREAD: Readonly<Record<MatrixFormat, number>> = { fp16: 18.5, int8: 37, int4: 3.28 };

/**
 * Biased binary16 exponent of the smallest scale, chosen so that a row of W has unit length in the mean: then y = W x is about
 * as large as x, whatever the shape. Scales vary over a factor of two above it (1.5 in the mean).
 */
export function scaleExponent(format: MatrixFormat, columns: number): number {
  const step = 1 / (Math.sqrt(columns) * SPREAD[format] * 1.5);
  return Math.min(30, Math.max(1, Math.round(Math.log2(step)) + 15));
}

const bitsAt = (seed: number, row: number, column: number): number =>
  mix(mix(seed ^ Math.imul(row, 0x9e3779b9)) ^ Math.imul(column, 0x85ebca77));

const bell = (bits: number): number =>
  (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24) - 510;

/** The weight at (row, column) as the kernel's packed bits mean it. */
export function syntheticWeight(matrix: SyntheticMatrix, row: number, column: number): number {
  const { format, seed } = matrix;
  const exponent = scaleExponent(format, matrix.columns);
  const spread = bitsAt(seed, row, 0x80000000 + Math.floor(column / BLOCK));
  const bits = bitsAt(seed, row, column);
  if (format === 'fp16') return Math.trunc(bell(bits) / 8) * 2 ** (exponent + (spread & 1) - 15);
  const scale = fromHalf((exponent << 10) | (spread & 0x3ff));
  if (format === 'int8') return scale * Math.min(127, Math.max(-127, Math.trunc(bell(bits) / 4)));
  return scale * ((bits & 7) + ((bits >>> 3) & 7) + ((bits >>> 6) & 1) - 8);
}
