/** What gemm-dp4a is made for, its buffers and their room. */
import type { MatrixShape } from '../../src/kernels/matrix/layout';
import type { PackedFormat } from '../../src/kernels/matrix/packed-loader';
import { MOST_TOKENS, type GemmDp4aVariant } from './variants';

export interface GemmDp4aShape extends MatrixShape {
  readonly format: PackedFormat;
  /** Tokens of the pass (M). */
  readonly tokens: number;
  /** y = Wx, or y += Wx. */
  readonly output: 'store' | 'add';
  readonly bias: boolean;
  /** Null for this adapter's default. */
  readonly variant: GemmDp4aVariant | null;
}

/** The buffers of levels and blocks have room for this many tokens at least, whichever variant runs. */
export const tokensRounded = (tokens: number): number => Math.ceil(tokens / MOST_TOKENS) * MOST_TOKENS;

export interface GemmDp4aBuffers {
  /** What quantise-activations wrote, with room for tokensRounded(tokens) rows. */
  readonly levels: GPUBuffer;
  readonly blocks: GPUBuffer;
  /** (tokens, rows padded) f32; shard i writes from column rowStart on */
  readonly y: GPUBuffer;
  /** The row table of the pass (rows.ts). */
  readonly rows: GPUBuffer;
  readonly output: 'store' | 'add';
  /** (rows padded) f32, added to the sums; null for none */
  readonly bias: GPUBuffer | null;
}
