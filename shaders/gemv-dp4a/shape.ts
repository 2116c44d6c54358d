/** What gemv-dp4a is made for, what it reads and its buffers. */
import type { MatrixShape } from '../../src/kernels/matrix/layout';
import type { PackedFormat } from '../../src/kernels/matrix/packed-loader';
import type { MergeSource } from '../gemv/merge';
import type { GemvOutput } from '../gemv/parts';
import type { Dp4aInput } from './parts';
import type { GemvVariant } from './variants';

export interface Dp4aShape extends MatrixShape {
  readonly format: PackedFormat;
  readonly input: Dp4aInput;
  readonly output: GemvOutput;
  readonly bias: boolean;
  /** Null for this adapter's default. */
  readonly variant: GemvVariant | null;
}

export type Dp4aSource =
  /** What quantise-activations wrote; with several rows, the first is taken */
  | { readonly kind: 'levels'; readonly levels: GPUBuffer; readonly blocks: GPUBuffer }
  /** x: (columns padded) f32 */
  | { readonly kind: 'plain'; readonly x: GPUBuffer }
  /** x and the norm's weight: (columns padded) f32; the mean is over the true `columns` of the matrix */
  | { readonly kind: 'norm'; readonly x: GPUBuffer; readonly weight: GPUBuffer; readonly epsilon: number }
  | MergeSource;

export interface Dp4aBuffers {
  readonly from: Dp4aSource;
  /** (rows padded) f32, or half of them with SwiGLU; shard i writes from its rowStart on */
  readonly y: GPUBuffer;
  /** What happens to the sums: y = Wx, y += Wx, or y = silu(gate) * up, where gate|up = Wx. */
  readonly output: GemvOutput;
  /** (rows padded) f32 */
  readonly bias: GPUBuffer | null;
}
