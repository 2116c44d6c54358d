/** The WGSL that reads four neighbouring weights of one row (a quad), and a block's scale, for each format. Arithmetic is f32. */
import type { MatrixFormat } from '../format';

export interface Loader {
  /** `enable` directives: they come first in a file. */
  readonly directives: string;
  /**
   * Declarations from binding `first` on, and of two functions: `quad(block, q, row)`, the unscaled levels of quad q (0..7) of a block
   * of 32 columns, and `scale(block, group, row)`, the scale of one of the GROUPS groups of a block: 1, or 2 where a scale
   * serves 16 columns. The kernel declares the constant `N_PADDED`.
   */
  readonly declarations: (first: number) => string;
}

/** @param shaderF16 whether the device has f16; without it the same bits go through unpack2x16float */
export function loader(format: MatrixFormat, shaderF16: boolean): Loader {
  if (format === 'fp16') {
    const type = shaderF16 ? 'vec4<f16>' : 'vec4<u32>';
    return {
      directives: shaderF16 ? 'enable f16;' : '',
      // Not bitcast<vec2<f16>>: Firefox 153 takes it for a bitcast to f32, without a word.
      declarations: (first) =>
        `@group(0) @binding(${first}) var<storage, read> words: array<${type}>;\n${half(shaderF16)}`,
    };
  }
  return { directives: '', declarations: (first) => `${scaledDeclarations(format, first)}\n${quads[format]}` };
}

/** Of a format with scales: its two bindings from `first` on, `scale` and GROUPS. */
export const scaledDeclarations = (format: Exclude<MatrixFormat, 'fp16'>, first: number): string =>
  [
    `@group(0) @binding(${first}) var<storage, read> words: array<vec4<u32>>;`,
    `@group(0) @binding(${first + 1}) var<storage, read> scales: array<u32>;`,
    scales[format],
  ].join('\n');

const half = (shaderF16: boolean): string =>
  shaderF16
    ? halfQuad('vec4<f32>(words[at * 2u + (q & 1u)])')
    : halfQuad('vec4<f32>(unpack2x16float(words[at][(q & 1u) * 2u]), unpack2x16float(words[at][(q & 1u) * 2u + 1u]))');

const halfQuad = (value: string): string => `
const GROUPS = 1u;
fn scale(block: u32, group: u32, row: u32) -> f32 {
  return 1.0;
}
fn quad(block: u32, q: u32, row: u32) -> vec4<f32> {
  let at = (block * 4u + (q >> 1u)) * N_PADDED + row;
  return ${value};
}`;

const halfScale = `
const GROUPS = 1u;
fn scale(block: u32, group: u32, row: u32) -> f32 {
  return unpack2x16float(scales[(block * N_PADDED + row) >> 1u] >> ((row & 1u) * 16u)).x;
}`;

// The levels of FP4 are twice its values, small integers; its scales are half of what they stand for.
const scales = {
  int8: halfScale,
  int4: halfScale,
  // 2^(e - 128), whose exponent field is e - 1. At 0 and 1 it would not be normal: weights that small are zero.
  mxfp4: `
const GROUPS = 1u;
fn scale(block: u32, group: u32, row: u32) -> f32 {
  let e = (scales[(block * N_PADDED + row) >> 2u] >> ((row & 3u) * 8u)) & 255u;
  return bitcast<f32>((max(e, 1u) - 1u) << 23u);
}`,
  // E4M3 in units of its smallest step, 2^-9, is an integer below 2^18: so its subnormals need none of f16 or f32.
  nvfp4: `
const GROUPS = 2u;
fn scale(block: u32, group: u32, row: u32) -> f32 {
  let bits = scales[((block * N_PADDED + row) >> 1u) + 4u] >> ((row & 1u) * 16u + group * 8u);
  let e = (bits >> 3u) & 15u;
  let steps = ((bits & 7u) | select(8u, 0u, e == 0u)) << (max(e, 1u) - 1u);
  return f32(steps) * 0.0009765625 * bitcast<f32>(scales[0]);
}`,
} as const;

// Doubled magnitudes 0, 1, 2, 3, 4, 6, 8, 12 by their three bits: four bits each, the first lowest.
const e2m1Quad = `
fn quad(block: u32, q: u32, row: u32) -> vec4<f32> {
  let word = words[block * N_PADDED + row][q >> 1u] >> ((q & 1u) * 4u);
  let codes = vec4<u32>(word) >> vec4<u32>(0u, 8u, 16u, 24u);
  let sizes = vec4<f32>((vec4<u32>(0xC8643210u) >> ((codes & vec4<u32>(7u)) * 4u)) & vec4<u32>(15u));
  return select(sizes, -sizes, (codes & vec4<u32>(8u)) != vec4<u32>(0u));
}`;

/**
 * `e2m1_levels(nibbles)`: the levels that quad gives, as four signed bytes (-12..12) for integer dot products, from an E2M1 code in
 * the low nibble of each byte; the high ones are ignored. With them goes the same `scale`.
 */
export const E2M1_LEVELS = `
fn e2m1_levels(nibbles: u32) -> u32 {
  let codes = nibbles & 0x07070707u;
  let b2 = (codes >> 2u) & 0x01010101u;
  // Codes 4..7 are 4 + (0, 2, 4, 8): beside the code itself its two low bits again, and 2 more for the last.
  let sizes = codes + (codes & (b2 * 3u)) + ((codes & (codes >> 1u) & b2) << 1u);
  // Negated byte by byte without a borrow: 128 - size, and back by its top bit.
  let negated = (0x80808080u - sizes) ^ 0x80808080u;
  let minus = ((nibbles >> 3u) & 0x01010101u) * 255u;
  return (sizes & ~minus) | (negated & minus);
}`;

const quads = {
  // Shifting each byte to the top and back extends its sign.
  int8: `
fn quad(block: u32, q: u32, row: u32) -> vec4<f32> {
  let word = words[(block * 2u + (q >> 2u)) * N_PADDED + row][q & 3u];
  return vec4<f32>((vec4<i32>(bitcast<i32>(word)) << vec4<u32>(24u, 16u, 8u, 0u)) >> vec4<u32>(24u));
}`,
  int4: `
fn quad(block: u32, q: u32, row: u32) -> vec4<f32> {
  let word = words[block * N_PADDED + row][q >> 1u] >> ((q & 1u) * 4u);
  return vec4<f32>((vec4<u32>(word) >> vec4<u32>(0u, 8u, 16u, 24u)) & vec4<u32>(15u)) - 8.0;
}`,
  mxfp4: e2m1Quad,
  nvfp4: e2m1Quad,
} as const;
