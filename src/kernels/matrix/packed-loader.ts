/**
 * The WGSL that reads weights as packed 8-bit integers and multiplies them with activations rounded to 8 bits, for the formats
 * whose levels are integers. Not the loader of float kernels (see loader.ts).
 */
import type { MatrixFormat } from '../format';
import { nibbleQuads, scaledReader, type WeightReader } from './loader';

export const PACKED_FORMATS = ['int8', 'int4'] as const;
export type PackedFormat = (typeof PACKED_FORMATS)[number];

/** `format` where its weights can be multiplied as packed integers, otherwise null. */
export const packedFormat = (format: MatrixFormat): PackedFormat | null =>
  PACKED_FORMATS.find((packed) => packed === format) ?? null;

export interface IntegerLoader extends WeightReader {
  /** The two quads of a pair, each four 8-bit integers in a word: LEVEL_OFFSET more than the levels meant. */
  readonly quads: (pair: string) => readonly [string, string];
}

/**
 * Declares besides `dot4(a, b)`, the product of two words of four 8-bit integers, and LEVEL_OFFSET: take LEVEL_OFFSET times the sum of
 * the activations off a product.
 *
 * @param dot4 whether the device's WGSL has dot4I8Packed; without it, shifts do the same
 */
export function integerLoader(format: PackedFormat, dot4: boolean): IntegerLoader {
  const reader = scaledReader(format);
  return {
    ...reader,
    declarations: `${reader.declarations}
const LEVEL_OFFSET = ${format === 'int4' ? 8 : 0};${dot4 ? native : shifts}`,
    quads: format === 'int4' ? nibbleQuads((word) => `(${word} & 0x0F0F0F0Fu)`) : (pair) => [`${pair}.x`, `${pair}.y`],
  };
}

/**
 * Declares from binding `first` on (two bindings) `load(block, row)`, 32 levels of one row as a `Packed`; `eight(packed, j)`, its
 * columns 8j .. 8j + 7 as two words of four 8-bit integers; `dot32(packed, a, b)`, their product with 32 activations; and
 * `scale(block, row)`. A level read is LEVEL_OFFSET more than the level meant: take LEVEL_OFFSET times the sum of the
 * activations off a product. The kernel declares the constant `N_PADDED`.
 *
 * @param dot4 whether the device's WGSL has dot4I8Packed; without it, shifts do the same
 */
export const packedLoader = (format: PackedFormat, dot4: boolean, first: number): string =>
  [
    `@group(0) @binding(${first}) var<storage, read> words: array<vec4<u32>>;`,
    `@group(0) @binding(${first + 1}) var<storage, read> scales: array<u32>;`,
    scale,
    dot4 ? native : shifts,
    levels[format],
    dot32,
  ].join('\n');

const scale = `
fn scale(block: u32, row: u32) -> f32 {
  return unpack2x16float(scales[(block * N_PADDED + row) >> 1u] >> ((row & 1u) * 16u)).x;
}`;

const native = `
fn dot4(a: u32, b: u32) -> i32 {
  return dot4I8Packed(a, b);
}`;

// Shifting each byte to the top and back extends its sign.
const shifts = `
fn signed4(word: u32) -> vec4<i32> {
  return (vec4<i32>(bitcast<i32>(word)) << vec4<u32>(24u, 16u, 8u, 0u)) >> vec4<u32>(24u);
}
fn dot4(a: u32, b: u32) -> i32 {
  let product = signed4(a) * signed4(b);
  return product.x + product.y + product.z + product.w;
}`;

const levels: Readonly<Record<PackedFormat, string>> = {
  int8: `
const LEVEL_OFFSET = 0;
struct Packed { low: vec4<u32>, high: vec4<u32> }
fn load(block: u32, row: u32) -> Packed {
  return Packed(words[block * 2u * N_PADDED + row], words[(block * 2u + 1u) * N_PADDED + row]);
}
fn eight(levels: Packed, j: u32) -> vec2<u32> {
  let half = select(levels.low, levels.high, j > 1u);
  return select(half.xy, half.zw, (j & 1u) == 1u);
}`,
  // The low nibbles of a word's bytes hold columns 0..3, the high nibbles 4..7, each 8 more than its level.
  int4: `
const LEVEL_OFFSET = 8;
struct Packed { nibbles: vec4<u32> }
fn load(block: u32, row: u32) -> Packed {
  return Packed(words[block * N_PADDED + row]);
}
fn eight(levels: Packed, j: u32) -> vec2<u32> {
  let word = levels.nibbles[j];
  return vec2<u32>(word & 0x0F0F0F0Fu, (word >> 4u) & 0x0F0F0F0Fu);
}`,
};

const dot32 = `
fn dot32(levels: Packed, a: vec4<u32>, b: vec4<u32>) -> i32 {
  let w0 = eight(levels, 0u);
  let w1 = eight(levels, 1u);
  let w2 = eight(levels, 2u);
  let w3 = eight(levels, 3u);
  return dot4(w0.x, a.x) + dot4(w0.y, a.y) + dot4(w1.x, a.z) + dot4(w1.y, a.w)
    + dot4(w2.x, b.x) + dot4(w2.y, b.y) + dot4(w3.x, b.z) + dot4(w3.y, b.w);
}`;
