/** What gemv is made for and what it reads. */
import type { SplitBuffers } from '../attention-merge';
import type { LinearShape } from '../linear/shape';
import type { GemvVariant } from './variants';

/** `levels`: x was rounded by quantise-activations. */
export const INPUTS = ['plain', 'norm', 'merge', 'levels'] as const;
export type GemvInput = (typeof INPUTS)[number];

export interface GemvShape extends LinearShape {
  readonly input: GemvInput;
  readonly variant: GemvVariant;
}

/** x of one token as partial results of split attention, as attention leaves them (see attention-merge). */
export interface MergeInput {
  readonly kind: 'merge';
  readonly splits: number;
  readonly heads: number;
  readonly headDim: number;
}

/** What x is made of, without the buffers: so much of it shows in a program. */
export type GemvFrom =
  | { readonly kind: 'plain' }
  | { readonly kind: 'norm'; readonly epsilon: number }
  | MergeInput
  | { readonly kind: 'levels' };

export type GemvSource =
  /** x: (tokens, columns padded) f32 */
  | { readonly kind: 'plain'; readonly x: GPUBuffer }
  /** x as above, and the norm's weight: (columns padded) f32; the mean is over the true `columns` of the matrix */
  | { readonly kind: 'norm'; readonly x: GPUBuffer; readonly weight: GPUBuffer; readonly epsilon: number }
  | (MergeInput & SplitBuffers)
  /** What quantise-activations wrote. */
  | { readonly kind: 'levels'; readonly levels: GPUBuffer; readonly blocks: GPUBuffer };
