/** What gemm is made for, and its buffers. */
import type { LinearShape, LinearTarget } from '../linear/shape';
import type { GemmVariant } from './variants';

export interface GemmShape extends LinearShape {
  readonly variant: GemmVariant;
}

/** What gemm reads, by which it says the arithmetic: f32 of `plain`, int8 of `levels`. */
export type GemmSource =
  /** (tokens, columns padded) f32 */
  | { readonly kind: 'plain'; readonly x: GPUBuffer }
  /** What quantise-activations wrote. */
  | { readonly kind: 'levels'; readonly levels: GPUBuffer; readonly blocks: GPUBuffer };

export interface GemmBuffers extends LinearTarget {
  readonly from: GemmSource;
  /** The table of the pass. */
  readonly rows: GPUBuffer;
}
