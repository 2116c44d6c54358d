/**
 * The WGSL that reads a block of 32 weights of one row by its chunks of 16 bytes, or two neighbouring quads of it: fewer and longer
 * reads than quad by quad (see loader.ts, whose bindings and `scale` it shares). Arithmetic is f32.
 */
import type { MatrixFormat } from '../format';
import { E2M1_LEVELS, scaledDeclarations } from './loader';

export interface BlockLoader {
  /** `enable` directives: they come first in a file. */
  readonly directives: string;
  /**
   * Declarations from binding `first` on, of `scale` and GROUPS as in loader.ts, and of `pair(block, j, row)`, by which quads 2j
   * and 2j + 1 of a block are read, j = 0..3. The kernel declares the constant `N_PADDED`.
   */
  readonly declarations: (first: number) => string;
  /** The two quads, unscaled levels as vec4<f32>, of a pair named `pair`. */
  readonly pairQuads: (pair: string) => readonly [string, string];
  /** What reads the chunks of a block of `row` one after the other: 1, 2, 4 or 8 expressions. */
  readonly chunks: (row: string) => readonly string[];
  /** The quads of a chunk named `chunk`: 8 over the number of chunks. */
  readonly chunkQuads: (chunk: string) => readonly string[];
  /** Scales of a block: GROUPS. */
  readonly groups: 1 | 2;
}

/** @param shaderF16 whether f16 weights are read as such; without it the same bits go through unpack2x16float */
export function blockLoader(format: MatrixFormat, shaderF16: boolean): BlockLoader {
  if (format === 'fp16') return shaderF16 ? halves : packedHalves;
  const { functions, ...rest } = format === 'int8' ? bytes : format === 'int4' ? nibbles : e2m1;
  return {
    ...rest,
    groups: format === 'nvfp4' ? 2 : 1,
    directives: '',
    declarations: (first) => scaledDeclarations(format, first) + functions,
  };
}

const unscaled = `
const GROUPS = 1u;
fn scale(block: u32, group: u32, row: u32) -> f32 {
  return 1.0;
}`;

const halves: BlockLoader = {
  directives: 'enable f16;',
  // Not bitcast<vec2<f16>>: Firefox 153 takes it for a bitcast to f32, without a word.
  declarations: (first) => `@group(0) @binding(${first}) var<storage, read> words: array<vec4<f16>>;${unscaled}
struct Pair { low: vec4<f16>, high: vec4<f16> }
fn pair(block: u32, j: u32, row: u32) -> Pair {
  let at = ((block * 4u + j) * N_PADDED + row) * 2u;
  return Pair(words[at], words[at + 1u]);
}`,
  pairQuads: (pair) => [`vec4<f32>(${pair}.low)`, `vec4<f32>(${pair}.high)`],
  chunks: (row) => [0, 1, 2, 3].map((j) => `pair(block, ${j}u, ${row})`),
  chunkQuads: (chunk) => halves.pairQuads(chunk),
  groups: 1,
};

const packedHalves: BlockLoader = {
  directives: '',
  declarations: (first) => `@group(0) @binding(${first}) var<storage, read> words: array<vec4<u32>>;${unscaled}
fn pair(block: u32, j: u32, row: u32) -> vec4<u32> {
  return words[(block * 4u + j) * N_PADDED + row];
}
fn halves(words: vec2<u32>) -> vec4<f32> {
  return vec4<f32>(unpack2x16float(words.x), unpack2x16float(words.y));
}`,
  pairQuads: (pair) => [`halves(${pair}.xy)`, `halves(${pair}.zw)`],
  chunks: (row) => [0, 1, 2, 3].map((j) => `pair(block, ${j}u, ${row})`),
  chunkQuads: (chunk) => packedHalves.pairQuads(chunk),
  groups: 1,
};

// Shifting each byte to the top and back extends its sign.
const SIGNED_BYTES = `
fn signed_bytes(word: u32) -> vec4<f32> {
  return vec4<f32>((vec4<i32>(bitcast<i32>(word)) << vec4<u32>(24u, 16u, 8u, 0u)) >> vec4<u32>(24u));
}`;

const components = ['x', 'y', 'z', 'w'] as const;

type Levels = Omit<BlockLoader, 'directives' | 'declarations' | 'groups'> & { readonly functions: string };

const bytes: Levels = {
  functions: `${SIGNED_BYTES}
fn pair(block: u32, j: u32, row: u32) -> vec2<u32> {
  let at = (block * 2u + (j >> 1u)) * N_PADDED + row;
  return vec2<u32>(words[at][(j & 1u) * 2u], words[at][(j & 1u) * 2u + 1u]);
}`,
  pairQuads: (pair) => [`signed_bytes(${pair}.x)`, `signed_bytes(${pair}.y)`],
  chunks: (row) => [0, 1].map((half) => `words[(block * 2u + ${half}u) * N_PADDED + ${row}]`),
  chunkQuads: (chunk) => components.map((each) => `signed_bytes(${chunk}.${each})`),
};

const WORD_PAIR = `
fn pair(block: u32, j: u32, row: u32) -> u32 {
  return words[block * N_PADDED + row][j];
}`;

/** The low nibbles of a word's bytes are one quad, the high nibbles the next: \`quad(word)\` takes the low ones. */
const ofNibbles = (quad: (word: string) => string) => ({
  pairQuads: (pair: string) => [quad(pair), quad(`(${pair} >> 4u)`)] as const,
  chunks: (row: string) => [`words[block * N_PADDED + ${row}]`],
  chunkQuads: (chunk: string) =>
    components.flatMap((each) => [quad(`${chunk}.${each}`), quad(`(${chunk}.${each} >> 4u)`)]),
});

// Bits, not a conversion, which many GPUs do at a quarter of the speed: nibble n below the exponent of 16 is 16 + n, 24 more than its level.
const nibbles: Levels = {
  functions: `${WORD_PAIR}
fn nibbles(word: u32) -> vec4<f32> {
  let placed = vec4<u32>(word << 19u, word << 11u, word << 3u, word >> 5u);
  return bitcast<vec4<f32>>((placed & vec4<u32>(0x00780000u)) | vec4<u32>(0x41800000u)) - 24.0;
}`,
  ...ofNibbles((word) => `nibbles(${word})`),
};

const e2m1: Levels = {
  functions: `${WORD_PAIR}${E2M1_LEVELS}${SIGNED_BYTES}`,
  ...ofNibbles((word) => `signed_bytes(e2m1_levels(${word}))`),
};
