/** What gemm is made for, its buffers and options. */
import type { MatrixShape } from '../../src/kernels/matrix/layout';
import type { GemmOutput } from './parts';
import type { GemmVariant } from './variants';

export interface GemmShape extends MatrixShape {
  /** Tokens of the pass (M). */
  readonly tokens: number;
  readonly output: GemmOutput;
  readonly bias: boolean;
  /** Null for this adapter's default. */
  readonly variant: GemmVariant | null;
}

export interface GemmBuffers {
  /** (tokens, columns padded) f32 */
  readonly x: GPUBuffer;
  /** (tokens, outputs padded) f32, where outputs are the rows, or half of them with SwiGLU; shard i writes from column rowStart on */
  readonly y: GPUBuffer;
  /** The row table of the pass (rows.ts). */
  readonly rows: GPUBuffer;
}

export interface GemmOptions {
  /** Null for this adapter's default. */
  readonly variant?: GemmVariant | null;
  readonly output?: GemmOutput;
  /** (rows padded) f32, added to the sums */
  readonly bias?: GPUBuffer | null;
}
