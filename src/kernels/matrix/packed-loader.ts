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
  /** Declares `held(block, row)`, which reads a whole block at once, and `held_pair(held, j)`, which gives of it what `pair` would. */
  readonly held: string;
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
    held: holding[format],
  };
}

const holding: Readonly<Record<PackedFormat, string>> = {
  int8: `
struct Held { low: vec4<u32>, high: vec4<u32> }
fn held(block: u32, row: u32) -> Held {
  return Held(words[block * 2u * N_PADDED + row], words[(block * 2u + 1u) * N_PADDED + row]);
}
fn held_pair(held: Held, j: u32) -> vec2<u32> {
  let half = select(held.low, held.high, j > 1u);
  return select(half.xy, half.zw, (j & 1u) == 1u);
}`,
  int4: `
fn held(block: u32, row: u32) -> vec4<u32> {
  return words[block * N_PADDED + row];
}
fn held_pair(held: vec4<u32>, j: u32) -> u32 {
  return held[j];
}`,
};

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
