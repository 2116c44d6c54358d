/** Rounds a float matrix to a format and lays it out (see layout.ts). Runs once at load; speed is not the point. */
import type { MatrixFormat } from '../format';
import {
  BLOCK,
  blocksOf,
  CHUNKS_PER_BLOCK,
  emptyMatrix,
  nibbleShift,
  scalePlace,
  wordIndex,
  type PackedMatrix,
} from './layout';
import { fromHalf, HALF_LEAST_NORMAL, HALF_MOST, toHalf } from './half';
import { E2M1_MOST, E4M3_MOST, exponentOf, fromE4m3, fromE8m0, toE2m1, toE4m3, toE8m0 } from './minifloat';
import { BOTH, FIRST, isCoarse, SECOND, tellLosses, type Halves, type OnLoss } from './range';

/**
 * Packs rows [rowStart, rowStart + rows) of the matrix that it was made for. A matrix is cut where a binding is too small for it,
 * and what is rounded by the whole (NVFP4's tensor scale) must not depend on the cut.
 */
export type RowPacker = (rowStart: number, rows: number) => PackedMatrix;

/**
 * @param values the whole matrix, (rows, columns) row-major
 * @param onLoss told of every weight that the format's range does not keep (see range.ts)
 */
export function rowPacker(
  format: MatrixFormat,
  values: Float32Array,
  columns: number,
  onLoss: OnLoss | null = null,
): RowPacker {
  const tensorScale = format === 'nvfp4' ? tensorScaleOf(values) : 1;
  return (rowStart, rows) => {
    const matrix = emptyMatrix({ format, rows, columns });
    if (format === 'nvfp4') matrix.scales.set(new Uint32Array(Float32Array.of(tensorScale).buffer));
    const block = new Float32Array(BLOCK);
    for (let row = 0; row < rows; row++) {
      for (let b = 0; b < blocksOf(matrix.shape); b++) {
        const from = (rowStart + row) * columns + b * BLOCK;
        const length = Math.min(BLOCK, columns - b * BLOCK);
        block.fill(0);
        block.set(values.subarray(from, from + length));
        const at = { b, row };
        const lossy = packers[format](matrix, block, at, tensorScale);
        if (lossy !== 0 && onLoss !== null) tellLosses(matrix, block, { row, block: b, rowStart, lossy }, onLoss);
      }
    }
    return matrix;
  };
}

/**
 * @param values (rows, columns) row-major
 */
export const packMatrix = (format: MatrixFormat, values: Float32Array, rows: number, columns: number): PackedMatrix =>
  rowPacker(format, values, columns)(0, rows);

/** Gives those halves of the block of which the format's range takes more than its steps do. */
type BlockPacker = (matrix: PackedMatrix, block: Float32Array, at: BlockAt, tensorScale: number) => Halves;

/** Block `b` of a row. */
interface BlockAt {
  readonly b: number;
  readonly row: number;
}

const packers: Readonly<Record<MatrixFormat, BlockPacker>> = {
  fp16: packHalf,
  int8: packInt8,
  int4: packInt4,
  mxfp4: packMxfp4,
  nvfp4: packNvfp4,
};

function packHalf({ shape, words }: PackedMatrix, block: Float32Array, { b, row }: BlockAt): Halves {
  let lossy: Halves = 0;
  for (let k = 0; k < BLOCK; k += 2) {
    const low = block[k] ?? 0;
    const high = block[k + 1] ?? 0;
    if (isBeyondHalf(low) || isBeyondHalf(high)) lossy = BOTH;
    words[wordIndex(shape, b, k >> 3, row) + ((k >> 1) & 3)] = toHalf(low) | (toHalf(high) << 16);
  }
  return lossy;
}

function isBeyondHalf(value: number): boolean {
  const size = Math.abs(value);
  return size !== 0 && (size < HALF_LEAST_NORMAL || size > HALF_MOST);
}

/** Levels -127..127, scale = largest magnitude / 127 (llama.cpp's Q8_0). */
function packInt8(matrix: PackedMatrix, block: Float32Array, { b, row }: BlockAt): Halves {
  const { shape, words } = matrix;
  const exact = largestOf(block) / 127;
  const scale = storeScale(matrix, b, row, exact);
  for (let k = 0; k < BLOCK; k++) {
    const level = levelOf(block[k] ?? 0, scale, -127, 127);
    const word = wordIndex(shape, b, k >> 4, row) + ((k >> 2) & 3);
    words[word] = (words[word] ?? 0) | ((level & 0xff) << ((k & 3) * 8));
  }
  return isCoarse(exact, scale) ? BOTH : 0;
}

/**
 * Levels -8..7, scale = (the value of largest magnitude, with its sign) / -8, so that it lands on -8 (llama.cpp's Q4_0).
 * In a word, the low nibbles of the four bytes hold columns 0..3 and the high nibbles 4..7.
 */
function packInt4(matrix: PackedMatrix, block: Float32Array, { b, row }: BlockAt): Halves {
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
  return isCoarse(extreme / -8, scale) ? BOTH : 0;
}

/** Exponent of the largest power of two that E2M1 has: 4. */
const E2M1_EXPONENT = 2;
/** Half of it must be a normal f32, for that is what a kernel multiplies by (see loader.ts). */
const LEAST_EXPONENT = -125;

/** The scale is the power of two that brings the largest magnitude into 4..8; what then exceeds 6 is held at 6 (OCP, 6.3). */
function packMxfp4(matrix: PackedMatrix, block: Float32Array, at: BlockAt): Halves {
  const largest = largestOf(block);
  const exact = largest > 0 ? exponentOf(largest) - E2M1_EXPONENT : -Infinity;
  const byte = toE8m0(Math.max(LEAST_EXPONENT, exact));
  storeScaleBits(matrix, at.b, at.row, byte);
  packE2m1(matrix, block, at, { first: 0, length: BLOCK, scale: fromE8m0(byte) });
  return largest > 0 && exact < LEAST_EXPONENT ? BOTH : 0;
}

/** Columns that share an E4M3 scale. */
const NVFP4_BLOCK = 16;

/** Scale of each 16 columns so that their largest magnitude is 6, as E4M3 times the tensor's scale. */
function packNvfp4(matrix: PackedMatrix, block: Float32Array, at: BlockAt, tensorScale: number): Halves {
  let lossy: Halves = 0;
  for (let first = 0; first < BLOCK; first += NVFP4_BLOCK) {
    const exact = largestOf(block.subarray(first, first + NVFP4_BLOCK)) / E2M1_MOST / tensorScale;
    const bits = toE4m3(exact);
    storeScaleBits(matrix, at.b, at.row, bits << (first === 0 ? 0 : 8));
    packE2m1(matrix, block, at, { first, length: NVFP4_BLOCK, scale: fromE4m3(bits) * tensorScale });
    if (isCoarse(exact, fromE4m3(bits))) lossy |= first === 0 ? FIRST : SECOND;
  }
  return lossy;
}

/** The scale with which the largest magnitude of all is 6 in units of 448; tiny for a matrix of zeros, but never zero. */
const tensorScaleOf = (values: Float32Array): number =>
  Math.fround(Math.max(2 ** -100, largestOf(values) / (E2M1_MOST * E4M3_MOST)));

/** Nibbles in INT4's places. Columns [first, first + length) of the block have a scale. */
function packE2m1(
  { shape, words }: PackedMatrix,
  block: Float32Array,
  { b, row }: BlockAt,
  { first, length, scale }: { readonly first: number; readonly length: number; readonly scale: number },
): void {
  if (scale === 0) return;
  for (let k = first; k < first + length; k++) {
    const word = wordIndex(shape, b, 0, row) + (k >> 3);
    words[word] = ((words[word] ?? 0) | (toE2m1((block[k] ?? 0) / scale) << nibbleShift(k))) >>> 0;
  }
}

const largestOf = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Stores `scale` as binary16 and gives back the value that was stored, to which levels are rounded. */
function storeScale(matrix: PackedMatrix, b: number, row: number, scale: number): number {
  // A scale beyond binary16 would be infinite, and its levels no numbers: weights that large are held at the largest.
  const half = toHalf(Math.min(HALF_MOST, Math.max(-HALF_MOST, scale)));
  storeScaleBits(matrix, b, row, half);
  return fromHalf(half);
}

function storeScaleBits({ shape, scales }: PackedMatrix, b: number, row: number, bits: number): void {
  const { index, shift } = scalePlace(shape, b, row);
  scales[index] = ((scales[index] ?? 0) | (bits << shift)) >>> 0;
}

function levelOf(value: number, scale: number, low: number, high: number): number {
  if (scale === 0) return 0;
  return Math.min(high, Math.max(low, Math.round(value / scale)));
}
