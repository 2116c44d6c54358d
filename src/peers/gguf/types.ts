/**
 * The types of tensors in Fable's GGUF files, and their bytes: llama.cpp's own rounding in blocks of 32, bit for bit as the Python package
 * gguf writes it. Not our own formats: those are kernels/matrix/.
 */
import { toHalf } from '../../kernels/matrix/half';

export const TYPES = ['f32', 'f16', 'q8_0', 'q4_0'] as const;
export type GgufType = (typeof TYPES)[number];

/** Values that share a scale. */
export const BLOCK = 32;

/** Of 32 values: of the quantised ones their levels, and before them a scale in f16. */
export const TYPE_BYTES: Readonly<Record<GgufType, number>> = { f32: 128, f16: 64, q8_0: 34, q4_0: 18 };

type Bytes = Uint8Array<ArrayBuffer>;
const { fround } = Math;

/** Little-endian, as is every machine that runs WebGPU. @param values whole blocks */
export function storedAs(type: GgufType, values: Float32Array<ArrayBuffer>): Bytes {
  switch (type) {
    case 'f32':
      return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    case 'f16':
      return new Uint8Array(Uint16Array.from(values, toHalf).buffer);
    case 'q8_0':
      return inBlocks('q8_0', values, putQ8);
    case 'q4_0':
      return inBlocks('q4_0', values, putQ4);
  }
}

type PutBlock = (block: Float32Array, levels: Bytes) => number;

/** @param put writes the levels of a block, and gives its scale */
function inBlocks(type: GgufType, values: Float32Array, put: PutBlock): Bytes {
  const size = TYPE_BYTES[type];
  const bytes = new Uint8Array((values.length / BLOCK) * size);
  const view = new DataView(bytes.buffer);
  for (let block = 0; block < values.length / BLOCK; block++) {
    const scale = put(
      values.subarray(block * BLOCK, (block + 1) * BLOCK),
      bytes.subarray(block * size + 2, (block + 1) * size),
    );
    view.setUint16(block * size, toHalf(scale), true);
  }
  return bytes;
}

/** By what levels are multiplied, before the scale is rounded to f16. */
const inverseOf = (scale: number): number => (scale === 0 ? 0 : fround(1 / scale));

/** The largest magnitude at 127, half away from zero. */
function putQ8(block: Float32Array, levels: Bytes): number {
  const scale = fround(block.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127);
  const inverse = inverseOf(scale);
  block.forEach((value, i) => {
    const product = fround(value * inverse);
    levels[i] = Math.sign(product) * Math.floor(Math.abs(product) + 0.5);
  });
  return scale;
}

/** The first value of largest magnitude at -8; two values in a byte that are half a block apart, the first one low. */
function putQ4(block: Float32Array, levels: Bytes): number {
  const scale = block.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0) / -8;
  const inverse = inverseOf(scale);
  const level = (value = 0): number => Math.min(15, Math.trunc(fround(fround(value * inverse) + 8.5)));
  for (let i = 0; i < BLOCK / 2; i++) levels[i] = level(block[i]) | (level(block[i + BLOCK / 2]) << 4);
  return scale;
}
