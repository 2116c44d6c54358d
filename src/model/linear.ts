/** What a linear layer of the model is, whatever computes it: where x comes from, what happens to Wx. */
import type { GpuMatrix } from '../kernels/matrix/gpu-matrix';

/** x of a linear layer: a buffer as it is, or the hidden state normed by `weight`. */
export type LinearInput =
  { readonly kind: 'plain'; readonly x: GPUBuffer } | { readonly kind: 'norm'; readonly weight: GPUBuffer };

/** By layer; a linear layer outside the layers takes no notice of the index. */
export interface Linear {
  readonly matrix: (layer: number) => GpuMatrix;
  readonly bias: (layer: number) => GPUBuffer | null;
  readonly from: (layer: number) => LinearInput;
  readonly y: GPUBuffer;
  /** y = Wx + bias, y += Wx + bias, or y = silu(gate) * up, where gate|up = Wx + bias. */
  readonly output: 'store' | 'add' | 'swiglu';
}
