/**
 * What the range of a format takes from a matrix while it is packed: weights beyond its largest number, and weights so small that
 * their scale, or at FP16 they themselves, are zero or nearly so. Not what its steps take, which is what quantisation means, and not
 * how much of it a model can bear (model/weights/range.ts).
 */
import type { MatrixFormat } from '../format';
import { HALF_END, HALF_LEAST_NORMAL, HALF_MOST } from './half';
import { BLOCK, type PackedMatrix } from './layout';
import { unpackBlock } from './unpack';

/**
 * - `overflow`: infinite, or held at the largest number that the format has
 * - `vanished`: zero, though it is none
 * - `coarse`: of a scale, or of steps, that keep less than the format's usual precision
 */
export type Loss = 'overflow' | 'vanished' | 'coarse';

/** @param at in the whole matrix @param value the weight there; `kept` is what became of it */
export type OnLoss = (loss: Loss, at: WeightAt, value: number, kept: number) => void;

export interface WeightAt {
  readonly row: number;
  readonly column: number;
}

/** Columns 0..15 and 16..31 of a block, as bits: NVFP4 has a scale for each. */
export const FIRST = 1;
export const SECOND = 2;
export const BOTH = 3;
export type Halves = number;

/** Of a scale's own size, what its rounding may take at a format's usual precision: half a step of E4M3's three bits of mantissa. */
const USUAL = 1 / 16;

/** Whether `stored` is further from the scale that a block wants than the scale's format is elsewhere, or held at its end. */
export const isCoarse = (exact: number, stored: number): boolean =>
  Math.abs(stored - exact) > USUAL * Math.abs(exact) || Math.abs(exact) >= HALF_END;

/** The largest magnitude that keeps its size: levels times the largest scale. FP16 has none, and rounds what is below HALF_END to it. */
const MOST: Readonly<Record<Exclude<MatrixFormat, 'fp16'>, number>> = {
  int8: 127 * HALF_MOST,
  int4: 8 * HALF_MOST,
  mxfp4: Infinity,
  nvfp4: Infinity,
};

/** Whether a weight of this magnitude lies within the largest number of the format, whatever lies beside it. */
export const reaches = (format: MatrixFormat, magnitude: number): boolean =>
  format === 'fp16' ? magnitude < HALF_END : magnitude <= MOST[format];

/** Whether binary16 rounds `value` by its eleven bits of precision and no more. */
const inUsualRange = (value: number): boolean => Math.abs(value) >= HALF_LEAST_NORMAL && Math.abs(value) <= HALF_MOST;

/** A block that lost something: `row` of the packed matrix, which begins at row `rowStart` of the whole. */
interface LossyBlock {
  readonly row: number;
  readonly block: number;
  readonly rowStart: number;
  readonly lossy: Halves;
}

const kept = new Float64Array(BLOCK);

/** Tells of each weight in the `lossy` halves of a packed block that is not what it was. @param block the 32 weights */
export function tellLosses(
  matrix: PackedMatrix,
  block: Float32Array,
  { row, block: b, rowStart, lossy }: LossyBlock,
  onLoss: OnLoss,
): void {
  const { format } = matrix.shape;
  unpackBlock(matrix, row, b, kept);
  const width = format === 'nvfp4' ? BLOCK / 2 : BLOCK;
  for (let from = 0; from < BLOCK; from += width) {
    if ((lossy & (from === 0 ? FIRST : SECOND)) === 0) continue;
    // A level of zero is what quantisation gives a small weight beside a large one; of a scale of zero, the range is to blame.
    const zero = format === 'fp16' || kept.subarray(from, from + width).every((value) => value === 0);
    for (let k = from; k < from + width; k++) {
      const value = block[k] ?? 0;
      const left = kept[k] ?? 0;
      if (left === value || (format === 'fp16' && inUsualRange(value))) continue;
      const within = reaches(format, Math.abs(value));
      const loss = !within ? 'overflow' : left === 0 && zero ? 'vanished' : 'coarse';
      onLoss(loss, { row: rowStart + row, column: b * BLOCK + k }, value, left);
    }
  }
}
