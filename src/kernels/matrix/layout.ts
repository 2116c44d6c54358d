/**
 * How a weight matrix (rows N, columns K: y = W x) lies in GPU memory. Planar: packed levels apart from scales; both by
 * blocks of 32 columns, neighbouring rows in neighbouring lanes, so that a workgroup reads contiguous vec4<u32>.
 *
 *   words:  vec4<u32> (K/32, chunks, N)   chunks of a block: 4 at FP16, 2 at INT8, 1 at four bits
 *   scales: u32 (K/32, N/rows of a word), the lowest row in the lowest bits; none at FP16
 *     INT8, INT4  2 rows: f16
 *     MXFP4       4 rows: E8M0
 *     NVFP4       2 rows: E4M3 of columns 0..15 below E4M3 of 16..31. Before them lie four words, the first of which is the
 *                 f32 scale of the whole tensor: at the end its index would differ from shape to shape
 *
 * K and N are padded to multiples of 32 with zero weights, so that padding columns of every activation stay zero.
 */
import type { MatrixFormat } from '../format';

export const BLOCK = 32;

export interface MatrixShape {
  readonly format: MatrixFormat;
  /** N: length of the output. */
  readonly rows: number;
  /** K: length of the input. */
  readonly columns: number;
}

/** Words of 16 bytes that hold one block of 32 weights of one row. */
export const CHUNKS_PER_BLOCK: Readonly<Record<MatrixFormat, number>> = {
  fp16: 4,
  int8: 2,
  int4: 1,
  mxfp4: 1,
  nvfp4: 1,
};

/** Rows whose scales of one block share a u32. */
const ROWS_PER_SCALE_WORD: Readonly<Record<MatrixFormat, number>> = {
  fp16: Infinity,
  int8: 2,
  int4: 2,
  mxfp4: 4,
  nvfp4: 2,
};

/** u32 words before the scales of blocks: NVFP4's tensor scale, and three that keep what follows aligned. */
const SCALE_HEADER: Readonly<Record<MatrixFormat, number>> = { fp16: 0, int8: 0, int4: 0, mxfp4: 0, nvfp4: 4 };

export const padded = (length: number): number => Math.ceil(length / BLOCK) * BLOCK;

export const blocksOf = (shape: MatrixShape): number => padded(shape.columns) / BLOCK;

/** u32 words of the levels. */
export const wordCount = (shape: MatrixShape): number =>
  blocksOf(shape) * CHUNKS_PER_BLOCK[shape.format] * padded(shape.rows) * 4;

/** u32 words of the scales; 0 at FP16. */
export const scaleCount = (shape: MatrixShape): number =>
  SCALE_HEADER[shape.format] + (blocksOf(shape) * padded(shape.rows)) / ROWS_PER_SCALE_WORD[shape.format];

/** Bytes that a pass over the whole matrix reads. */
export const matrixBytes = (shape: MatrixShape): number => (wordCount(shape) + scaleCount(shape)) * 4;

/** Index of the first u32 of the 16 bytes that hold chunk `chunk` of block `block` of `row`. */
export const wordIndex = (shape: MatrixShape, block: number, chunk: number, row: number): number =>
  ((block * CHUNKS_PER_BLOCK[shape.format] + chunk) * padded(shape.rows) + row) * 4;

/** Where in its u32 the nibble of column `k` of a block lies. */
export const nibbleShift = (k: number): number => (k & 3) * 8 + ((k >> 2) & 1) * 4;

/** Index of the u32 that holds the scale of `row` in `block`, and where in it its bits begin. */
export function scalePlace(shape: MatrixShape, block: number, row: number): { index: number; shift: number } {
  const rows = ROWS_PER_SCALE_WORD[shape.format];
  return {
    index: SCALE_HEADER[shape.format] + Math.floor((block * padded(shape.rows) + row) / rows),
    shift: (row % rows) * (32 / rows),
  };
}

export interface PackedMatrix {
  readonly shape: MatrixShape;
  readonly words: Uint32Array<ArrayBuffer>;
  /** Empty at FP16. */
  readonly scales: Uint32Array<ArrayBuffer>;
}

export function emptyMatrix(shape: MatrixShape): PackedMatrix {
  const words = new Uint32Array(wordCount(shape));
  // An INT4 nibble n stands for level n − 8, so that a zero weight is the nibble 8.
  if (shape.format === 'int4') words.fill(0x88888888);
  return { shape, words, scales: new Uint32Array(scaleCount(shape)) };
}
