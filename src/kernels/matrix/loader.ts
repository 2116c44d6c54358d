/** The WGSL that reads one block of 32 weights of one row as eight vec4<f32>, for each format. */
import type { MatrixFormat } from '../format';
import { CHUNKS_PER_BLOCK } from './layout';

export interface Loader {
  /** Module-scope text: `enable` directives. Comes first in the file. */
  readonly directives: string;
  /** Declarations of `words` (and `scales`) from binding `first` on. */
  readonly bindings: (first: number) => string;
  /** How many bindings it declares. */
  readonly bindingCount: 1 | 2;
  /** Statements that load block `block` of row `row` into `c0..`; both are WGSL expressions of type u32. */
  readonly load: (block: string, row: string) => string;
  /** The eight quads of the block: unscaled, as vec4<f32> expressions. */
  readonly quads: readonly string[];
  /** The block's scale as an f32 expression. */
  readonly scale: (block: string, row: string) => string;
}

const lanes = ['x', 'y', 'z', 'w'] as const;

/**
 * `N_PADDED` must be a constant of the kernel that the loader is put into.
 * @param shaderF16 whether the device has f16; without it the same bits go through unpack2x16float
 */
export function loader(format: MatrixFormat, shaderF16: boolean): Loader {
  const chunks = CHUNKS_PER_BLOCK[format];
  const words = Array.from({ length: chunks }, (_, c) => lanes.map((lane) => `c${c}.${lane}`)).flat();
  const scaled = format !== 'fp16';
  return {
    directives: format === 'fp16' && shaderF16 ? 'enable f16;' : '',
    bindingCount: scaled ? 2 : 1,
    bindings: (first) =>
      `@group(0) @binding(${first}) var<storage, read> words: array<vec4<u32>>;` +
      (scaled ? `\n@group(0) @binding(${first + 1}) var<storage, read> scales: array<u32>;` : ''),
    load: (block, row) =>
      Array.from({ length: chunks }, (_, c) => `let c${c} = words[(${block} * ${chunks}u + ${c}u) * N_PADDED + ${row}];`).join(
        '\n',
      ),
    quads: quadsOf(format, words, shaderF16),
    scale: (block, row) =>
      scaled
        ? `unpack2x16float(scales[(${block} * N_PADDED + ${row}) >> 1u] >> ((${row} & 1u) * 16u)).x`
        : '1.0',
  };
}

function quadsOf(format: MatrixFormat, words: readonly string[], shaderF16: boolean): string[] {
  const pairs = (word: string) => (shaderF16 ? `vec2<f32>(bitcast<vec2<f16>>(${word}))` : `unpack2x16float(${word})`);
  switch (format) {
    case 'fp16':
      return words.flatMap((word, i) => (i % 2 === 0 ? [`vec4<f32>(${pairs(word)}, ${pairs(words[i + 1] ?? '')})`] : []));
    case 'int8':
      // Shifting each byte to the top and back extends its sign.
      return words.map(
        (word) => `vec4<f32>((vec4<i32>(bitcast<i32>(${word})) << vec4<u32>(24u, 16u, 8u, 0u)) >> vec4<u32>(24u))`,
      );
    case 'int4':
      return words.flatMap((word) =>
        ['0u, 8u, 16u, 24u', '4u, 12u, 20u, 28u'].map(
          (shifts) => `(vec4<f32>((vec4<u32>(${word}) >> vec4<u32>(${shifts})) & vec4<u32>(15u)) - 8.0)`,
        ),
      );
  }
}
