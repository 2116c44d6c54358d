/** What a packed matrix means, in float64: the reference that kernels are compared with. */
import { BLOCK, blocksOf, nibbleShift, scalePlace, wordIndex, type PackedMatrix } from './layout';
import { fromHalf } from './half';
import { fromE2m1, fromE4m3, fromE8m0 } from './minifloat';

/** The weight at (row, column). */
export function weightAt(matrix: PackedMatrix, row: number, column: number): number {
  const { shape, words } = matrix;
  const block = Math.floor(column / BLOCK);
  const k = column % BLOCK;
  if (shape.format === 'fp16') {
    const word = words[wordIndex(shape, block, k >> 3, row) + ((k >> 1) & 3)] ?? 0;
    return fromHalf((word >>> ((k & 1) * 16)) & 0xffff);
  }
  const scale = scaleOf(matrix, block, row, k);
  if (shape.format === 'int8') return scale * int8Level(matrix, block, row, k);
  const nibble = ((words[wordIndex(shape, block, 0, row) + (k >> 3)] ?? 0) >>> nibbleShift(k)) & 15;
  return scale * (shape.format === 'int4' ? nibble - 8 : fromE2m1(nibble));
}

function int8Level({ shape, words }: PackedMatrix, block: number, row: number, k: number): number {
  const word = words[wordIndex(shape, block, k >> 4, row) + ((k >> 2) & 3)] ?? 0;
  return ((word >>> ((k & 3) * 8)) << 24) >> 24;
}

/** The scale of column `k` of a block. */
function scaleOf({ shape, scales }: PackedMatrix, block: number, row: number, k: number): number {
  const { index, shift } = scalePlace(shape, block, row);
  const bits = (scales[index] ?? 0) >>> shift;
  if (shape.format === 'mxfp4') return fromE8m0(bits & 0xff);
  if (shape.format === 'nvfp4') return fromE4m3((bits >>> (k < 16 ? 0 : 8)) & 0xff) * tensorScaleOf(scales);
  return fromHalf(bits & 0xffff);
}

const tensorScaleOf = (scales: PackedMatrix['scales']): number =>
  new Float32Array(scales.buffer, scales.byteOffset, 1)[0] ?? NaN;

/**
 * The 32 weights of block `block` of a row into `out`: those of weightAt, with their scale read once. Padding is zero.
 * @param out length 32
 */
export function unpackBlock(matrix: PackedMatrix, row: number, block: number, out: Float64Array): void {
  const { shape, words } = matrix;
  if (shape.format === 'fp16') {
    for (let k = 0; k < BLOCK; k += 2) {
      const word = words[wordIndex(shape, block, k >> 3, row) + ((k >> 1) & 3)] ?? 0;
      out[k] = fromHalf(word & 0xffff);
      out[k + 1] = fromHalf(word >>> 16);
    }
    return;
  }
  if (shape.format === 'int8') {
    const scale = scaleOf(matrix, block, row, 0);
    for (let k = 0; k < BLOCK; k++) out[k] = scale * int8Level(matrix, block, row, k);
    return;
  }
  const values = shape.format === 'int4' ? INT4_VALUES : E2M1_VALUES;
  const first = wordIndex(shape, block, 0, row);
  const low = scaleOf(matrix, block, row, 0);
  const high = scaleOf(matrix, block, row, BLOCK / 2);
  for (let k = 0; k < BLOCK; k++) {
    const nibble = ((words[first + (k >> 3)] ?? 0) >>> nibbleShift(k)) & 15;
    out[k] = (k < BLOCK / 2 ? low : high) * (values[nibble] ?? 0);
  }
}

const INT4_VALUES = Float64Array.from({ length: 16 }, (_, nibble) => nibble - 8);
const E2M1_VALUES = Float64Array.from({ length: 16 }, (_, nibble) => fromE2m1(nibble));

/** Row `row` as float64, `columns` long. */
export function unpackRow(matrix: PackedMatrix, row: number): Float64Array {
  const whole = new Float64Array(blocksOf(matrix.shape) * BLOCK);
  for (let block = 0; block < blocksOf(matrix.shape); block++) {
    unpackBlock(matrix, row, block, whole.subarray(block * BLOCK, (block + 1) * BLOCK));
  }
  return whole.subarray(0, matrix.shape.columns);
}
