/**
 * The WGSL that reads weights of one row, for each format: eight columns of it (a pair of quads), a whole block of 32 by chunks of
 * 16 bytes, or four columns (a quad). What they become for a multiplication: f32 here, packed integers in packed-loader.ts.
 */
import type { MatrixFormat } from '../format';
import { CHUNKS_PER_BLOCK } from './layout';

/** How packed weights are read, whatever they are multiplied in. */
export interface WeightReader {
  /**
   * Declares the buffers `words` and, but for FP16, `scales`; `scale(block, group, row)`, the scale of one of the GROUPS groups of a
   * block: 1, or 2 where a scale serves 16 columns; and `pair(block, j, row)`, columns 8j .. 8j + 7 of a block, as they are stored.
   * The kernel declares the constant `N_PADDED`.
   */
  readonly declarations: string;
  readonly groups: 1 | 2;
  /** What reads the chunks of a block of `row`, one after the other: 1, 2 or 4 expressions. */
  readonly chunks: (row: string) => readonly string[];
  /** The pairs of a chunk: 4 over the number of chunks, each as `pair` gives it. */
  readonly pairs: (chunk: string) => readonly string[];
}

export interface Loader extends WeightReader {
  /** `enable` directives: they come first in a file. */
  readonly directives: string;
  /** The two quads of a pair, unscaled levels as vec4<f32>. */
  readonly quads: (pair: string) => readonly [string, string];
  /** Declares `quad(block, q, row)`: quad q (0..7) of a block, unscaled, as vec4<f32>. */
  readonly quad: string;
}

/** @param shaderF16 whether f16 weights are read as such; without it the same bits go through unpack2x16float */
export function loader(format: MatrixFormat, shaderF16: boolean): Loader {
  if (format === 'fp16') return shaderF16 ? halves : packedHalves;
  const reader = scaledReader(format);
  const widen = widening[format];
  return {
    ...reader,
    directives: '',
    declarations: reader.declarations + widen.functions,
    quads: hasBytes(format) ? (pair) => [widen.of(`${pair}.x`), widen.of(`${pair}.y`)] : nibbleQuads(widen.of),
    quad: quadOf(
      hasBytes(format)
        ? widen.of('words[(block * 2u + (q >> 2u)) * N_PADDED + row][q & 3u]')
        : widen.of('(pair(block, q >> 1u, row) >> ((q & 1u) * 4u))'),
    ),
  };
}

/** Whether a level takes a byte; else four bits. */
const hasBytes = (format: MatrixFormat): boolean => CHUNKS_PER_BLOCK[format] === 2;

/** Of a format whose levels are integers or become some. */
export function scaledReader(format: Exclude<MatrixFormat, 'fp16'>): WeightReader {
  const bytes = hasBytes(format);
  return {
    declarations: `@buffer var<storage, read> words: array<vec4<u32>>;
@buffer var<storage, read> scales: array<u32>;
${scales[format]}
${bytes ? BYTE_PAIR : NIBBLE_PAIR}`,
    groups: format === 'nvfp4' ? 2 : 1,
    chunks: bytes
      ? (row) => [0, 1].map((half) => `words[(block * 2u + ${half}u) * N_PADDED + ${row}]`)
      : (row) => [`words[block * N_PADDED + ${row}]`],
    pairs: bytes
      ? (chunk) => [`${chunk}.xy`, `${chunk}.zw`]
      : (chunk) => ['x', 'y', 'z', 'w'].map((each) => `${chunk}.${each}`),
  };
}

const BYTE_PAIR = `
fn pair(block: u32, j: u32, row: u32) -> vec2<u32> {
  let at = (block * 2u + (j >> 1u)) * N_PADDED + row;
  return vec2<u32>(words[at][(j & 1u) * 2u], words[at][(j & 1u) * 2u + 1u]);
}`;

const NIBBLE_PAIR = `
fn pair(block: u32, j: u32, row: u32) -> u32 {
  return words[block * N_PADDED + row][j];
}`;

/** The low nibbles of a word's bytes are one quad, the high ones the next. @param of what takes the low ones */
export const nibbleQuads =
  (of: (word: string) => string) =>
  (pair: string): readonly [string, string] => [of(pair), of(`(${pair} >> 4u)`)];

const quadOf = (value: string): string => `
fn quad(block: u32, q: u32, row: u32) -> vec4<f32> {
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

interface Widening {
  readonly functions: string;
  /** vec4<f32> of the four levels in a word: bytes, or the low nibbles of its bytes. */
  readonly of: (word: string) => string;
}

// Shifting each byte to the top and back extends its sign.
const SIGNED_BYTES = `
fn signed_bytes(word: u32) -> vec4<f32> {
  return vec4<f32>((vec4<i32>(bitcast<i32>(word)) << vec4<u32>(24u, 16u, 8u, 0u)) >> vec4<u32>(24u));
}`;

/**
 * `e2m1_levels(nibbles)`: the levels of E2M1 as four signed bytes (-12..12), from a code in the low nibble of each byte; the high ones
 * are ignored. With them goes the same `scale`.
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

const e2m1: Widening = {
  functions: E2M1_LEVELS + SIGNED_BYTES,
  of: (word) => `signed_bytes(e2m1_levels(${word}))`,
};

const widening: Readonly<Record<Exclude<MatrixFormat, 'fp16'>, Widening>> = {
  int8: { functions: SIGNED_BYTES, of: (word) => `signed_bytes(${word})` },
  // Bits, not a conversion, which many GPUs do at a quarter of the speed: nibble n below the exponent of 16 is 16 + n, 24 more than its level.
  int4: {
    functions: `
fn nibbles(word: u32) -> vec4<f32> {
  let placed = vec4<u32>(word << 19u, word << 11u, word << 3u, word >> 5u);
  return bitcast<vec4<f32>>((placed & vec4<u32>(0x00780000u)) | vec4<u32>(0x41800000u)) - 24.0;
}`,
    of: (word) => `nibbles(${word})`,
  },
  mxfp4: e2m1,
  nvfp4: e2m1,
};

const unscaled = `
const GROUPS = 1u;
fn scale(block: u32, group: u32, row: u32) -> f32 {
  return 1.0;
}`;

const fourPairs = {
  groups: 1,
  chunks: (row: string) => [0, 1, 2, 3].map((j) => `pair(block, ${j}u, ${row})`),
  pairs: (chunk: string) => [chunk],
} as const;

const halves: Loader = {
  ...fourPairs,
  directives: 'enable f16;',
  // Not bitcast<vec2<f16>>: Firefox 153 takes it for a bitcast to f32, without a word.
  declarations: `@buffer var<storage, read> words: array<vec4<f16>>;${unscaled}
struct Pair { low: vec4<f16>, high: vec4<f16> }
fn pair(block: u32, j: u32, row: u32) -> Pair {
  let at = ((block * 4u + j) * N_PADDED + row) * 2u;
  return Pair(words[at], words[at + 1u]);
}`,
  quads: (pair) => [`vec4<f32>(${pair}.low)`, `vec4<f32>(${pair}.high)`],
  quad: quadOf('vec4<f32>(words[((block * 4u + (q >> 1u)) * N_PADDED + row) * 2u + (q & 1u)])'),
};

const packedHalves: Loader = {
  ...fourPairs,
  directives: '',
  declarations: `@buffer var<storage, read> words: array<vec4<u32>>;${unscaled}
fn pair(block: u32, j: u32, row: u32) -> vec4<u32> {
  return words[(block * 4u + j) * N_PADDED + row];
}
fn halves(words: vec2<u32>) -> vec4<f32> {
  return vec4<f32>(unpack2x16float(words.x), unpack2x16float(words.y));
}`,
  quads: (pair) => [`halves(${pair}.xy)`, `halves(${pair}.zw)`],
  quad: quadOf('halves(select(pair(block, q >> 1u, row).xy, pair(block, q >> 1u, row).zw, (q & 1u) == 1u))'),
};
