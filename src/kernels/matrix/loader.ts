/** The WGSL that reads four neighbouring weights of one row (a quad), and a block's scale, for each format. */
import type { MatrixFormat } from '../format';

export interface Loader {
  /** `enable` directives: they come first in a file. */
  readonly directives: string;
  /**
   * Declarations from binding `first` on, and of two functions: `quad(block, q, row)`, the unscaled quad q (0..7) of a block
   * of 32 columns, and `scale(block, group, row)`, the scale of one of the GROUPS groups of a block: 1, or 2 where a scale
   * serves 16 columns. The kernel declares the constant `N_PADDED`.
   */
  readonly declarations: (first: number) => string;
}

/** @param shaderF16 whether the device has f16; without it the same bits go through unpack2x16float */
export function loader(format: MatrixFormat, shaderF16: boolean): Loader {
  const words = (first: number, type = 'u32') =>
    `@group(0) @binding(${first}) var<storage, read> words: array<${type}>;`;
  if (format === 'fp16') {
    return {
      directives: shaderF16 ? 'enable f16;' : '',
      // Not bitcast<vec2<f16>>: Firefox 153 takes it for a bitcast to f32, without a word.
      declarations: (first) => `${words(first, shaderF16 ? 'vec4<f16>' : 'u32')}\n${half(shaderF16)}`,
    };
  }
  return {
    directives: '',
    declarations: (first) =>
      `${words(first)}\n@group(0) @binding(${first + 1}) var<storage, read> scales: array<u32>;\n${scale}\n${quads[format]}`,
  };
}

const half = (shaderF16: boolean): string =>
  shaderF16
    ? halfQuad('vec4<f32>(words[at])', 2)
    : halfQuad('vec4<f32>(unpack2x16float(words[at]), unpack2x16float(words[at + 1u]))', 4);

/** @param stride elements of `words` in the 16 bytes that hold eight weights */
const halfQuad = (value: string, stride: 2 | 4): string => `
const GROUPS = 1u;
fn scale(block: u32, group: u32, row: u32) -> f32 {
  return 1.0;
}
fn quad(block: u32, q: u32, row: u32) -> vec4<f32> {
  let at = ((block * 4u + (q >> 1u)) * N_PADDED + row) * ${stride}u + (q & 1u) * ${stride / 2}u;
  return ${value};
}`;

const scale = `
const GROUPS = 1u;
fn scale(block: u32, group: u32, row: u32) -> f32 {
  return unpack2x16float(scales[(block * N_PADDED + row) >> 1u] >> ((row & 1u) * 16u)).x;
}`;

const quads = {
  // Shifting each byte to the top and back extends its sign.
  int8: `
fn quad(block: u32, q: u32, row: u32) -> vec4<f32> {
  let word = words[((block * 2u + (q >> 2u)) * N_PADDED + row) * 4u + (q & 3u)];
  return vec4<f32>((vec4<i32>(bitcast<i32>(word)) << vec4<u32>(24u, 16u, 8u, 0u)) >> vec4<u32>(24u));
}`,
  int4: `
fn quad(block: u32, q: u32, row: u32) -> vec4<f32> {
  let word = words[(block * N_PADDED + row) * 4u + (q >> 1u)] >> ((q & 1u) * 4u);
  return vec4<f32>((vec4<u32>(word) >> vec4<u32>(0u, 8u, 16u, 24u)) & vec4<u32>(15u)) - 8.0;
}`,
} as const;
