/** What gemv-dp4a is made for, what it reads and its buffers. */
import type { MatrixShape } from '../../src/kernels/matrix/layout';
import type { PackedFormat } from '../../src/kernels/matrix/packed-loader';
import type { GemvOutput } from '../gemv/parts';
import type { GemvBuffers, GemvFrom, GemvSource } from '../gemv/shape';
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

/** What the levels are made of, without the buffers. */
export type Dp4aFrom = { readonly kind: 'levels' } | GemvFrom;

export type Dp4aSource =
  /** What quantise-activations wrote; with several rows, the first is taken */
  { readonly kind: 'levels'; readonly levels: GPUBuffer; readonly blocks: GPUBuffer } | GemvSource;

export interface Dp4aBuffers extends Omit<GemvBuffers, 'from'> {
  readonly from: Dp4aSource;
}
