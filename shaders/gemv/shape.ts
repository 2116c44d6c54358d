/** What gemv is made for, what it reads and its buffers. */
import type { MatrixShape } from '../../src/kernels/matrix/layout';
import type { MergeInput, MergeSource } from './merge';
import type { GemvInput, GemvOutput } from './parts';
import type { GemvVariant } from './variants';

export interface GemvShape extends MatrixShape {
  readonly input: GemvInput;
  readonly output: GemvOutput;
  readonly bias: boolean;
  /** Null for this adapter's default. */
  readonly variant: GemvVariant | null;
}

/** What x is made of, without the buffers: so much of it shows in a program. */
export type GemvFrom = { readonly kind: 'plain' } | { readonly kind: 'norm'; readonly epsilon: number } | MergeInput;

export type GemvSource =
  /** x: (columns padded) f32 */
  | { readonly kind: 'plain'; readonly x: GPUBuffer }
  /** x and the norm's weight: (columns padded) f32; the mean is over the true `columns` of the matrix */
  | { readonly kind: 'norm'; readonly x: GPUBuffer; readonly weight: GPUBuffer; readonly epsilon: number }
  | MergeSource;

export interface GemvBuffers {
  readonly from: GemvSource;
  /** (rows padded) f32, or half of them with SwiGLU; shard i writes from its rowStart on */
  readonly y: GPUBuffer;
  /** What happens to the sums: y = Wx, y += Wx, or y = silu(gate) * up, where gate|up = Wx. */
  readonly output: GemvOutput;
  /** (rows padded) f32 */
  readonly bias: GPUBuffer | null;
}
