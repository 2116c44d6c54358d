/** What a packed matrix means, in float64: the reference that kernels are held against. */
import { BLOCK, scaleIndex, wordIndex, type PackedMatrix } from './layout';
import { fromHalf } from './half';
import { nibbleShift } from './pack';

/** The weight at (row, column). */
export function weightAt({ shape, words, scales }: PackedMatrix, row: number, column: number): number {
  const block = Math.floor(column / BLOCK);
  const k = column % BLOCK;
  if (shape.format === 'fp16') {
    const word = words[wordIndex(shape, block, k >> 3, row) + ((k >> 1) & 3)] ?? 0;
    return fromHalf((word >>> ((k & 1) * 16)) & 0xffff);
  }
  const pair = scales[scaleIndex(shape, block, row)] ?? 0;
  const scale = fromHalf((pair >>> ((row & 1) * 16)) & 0xffff);
  if (shape.format === 'int8') {
    const word = words[wordIndex(shape, block, k >> 4, row) + ((k >> 2) & 3)] ?? 0;
    return scale * (((word >>> ((k & 3) * 8)) << 24) >> 24);
  }
  const word = words[wordIndex(shape, block, 0, row) + (k >> 3)] ?? 0;
  return scale * (((word >>> nibbleShift(k)) & 15) - 8);
}

/** Row `row` as float64, `columns` long. */
export function unpackRow(matrix: PackedMatrix, row: number): Float64Array {
  return Float64Array.from({ length: matrix.shape.columns }, (_, column) => weightAt(matrix, row, column));
}
