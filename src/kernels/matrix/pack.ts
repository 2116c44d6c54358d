/** Rounds a float matrix to a format and lays it out (see layout.ts). Runs once at load; speed is not the point. */
import type { MatrixFormat } from '../format';
import { BLOCK, blocksOf, CHUNKS_PER_BLOCK, emptyMatrix, scaleIndex, wordIndex, type PackedMatrix } from './layout';
import { fromHalf, toHalf } from './half';

/**
 * @param values (rows, columns) row-major
 */
export function packMatrix(format: MatrixFormat, values: Float32Array, rows: number, columns: number): PackedMatrix {
  const matrix = emptyMatrix({ format, rows, columns });
  const block = new Float32Array(BLOCK);
  for (let row = 0; row < rows; row++) {
    for (let b = 0; b < blocksOf(matrix.shape); b++) {
      const from = row * columns + b * BLOCK;
      const length = Math.min(BLOCK, columns - b * BLOCK);
      block.fill(0);
      block.set(values.subarray(from, from + length));
      packers[format](matrix, block, b, row);
    }
  }
  return matrix;
}

type BlockPacker = (matrix: PackedMatrix, block: Float32Array, b: number, row: number) => void;

const packers: Readonly<Record<MatrixFormat, BlockPacker>> = { fp16: packHalf, int8: packInt8, int4: packInt4 };

function packHalf({ shape, words }: PackedMatrix, block: Float32Array, b: number, row: number): void {
  for (let k = 0; k < BLOCK; k++) {
    const word = wordIndex(shape, b, k >> 3, row) + ((k >> 1) & 3);
    words[word] = (words[word] ?? 0) | (toHalf(block[k] ?? 0) << ((k & 1) * 16));
  }
}

/** Levels -127..127, scale = largest magnitude / 127 (llama.cpp's Q8_0). */
function packInt8(matrix: PackedMatrix, block: Float32Array, b: number, row: number): void {
  const { shape, words } = matrix;
  const largest = block.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = storeScale(matrix, b, row, largest / 127);
  for (let k = 0; k < BLOCK; k++) {
    const level = levelOf(block[k] ?? 0, scale, -127, 127);
    const word = wordIndex(shape, b, k >> 4, row) + ((k >> 2) & 3);
    words[word] = (words[word] ?? 0) | ((level & 0xff) << ((k & 3) * 8));
  }
}

/**
 * Levels -8..7, scale = (the value of largest magnitude, with its sign) / -8, so that it lands on -8 (llama.cpp's Q4_0).
 * In a word, the low nibbles of the four bytes hold columns 0..3 and the high nibbles 4..7.
 */
function packInt4(matrix: PackedMatrix, block: Float32Array, b: number, row: number): void {
  const { shape, words } = matrix;
  const extreme = block.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  const scale = storeScale(matrix, b, row, extreme / -8);
  const first = wordIndex(shape, b, 0, row);
  words.fill(0, first, first + CHUNKS_PER_BLOCK.int4 * 4);
  for (let k = 0; k < BLOCK; k++) {
    const level = levelOf(block[k] ?? 0, scale, -8, 7);
    const word = first + (k >> 3);
    words[word] = ((words[word] ?? 0) | ((level + 8) << nibbleShift(k))) >>> 0;
  }
}

/** Where in its u32 the nibble of column `k` lies. */
export const nibbleShift = (k: number): number => (k & 3) * 8 + ((k >> 2) & 1) * 4;

/** Stores `scale` as binary16 and gives back the value that was stored, to which levels are rounded. */
function storeScale({ shape, scales }: PackedMatrix, b: number, row: number, scale: number): number {
  // A scale beyond binary16 would be infinite, and its levels no numbers: weights that large are held at the largest.
  const half = toHalf(Math.min(65504, Math.max(-65504, scale)));
  const index = scaleIndex(shape, b, row);
  scales[index] = ((scales[index] ?? 0) | (half << ((row & 1) * 16))) >>> 0;
  return fromHalf(half);
}

function levelOf(value: number, scale: number, low: number, high: number): number {
  if (scale === 0) return 0;
  return Math.min(high, Math.max(low, Math.round(value / scale)));
}
