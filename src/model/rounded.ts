/** Activations rounded to INT8 into the buffers that hold them; see shaders/quantise-activations. */
import type { Dispatch } from '../kernels/kernel';
import * as quantise from '../../shaders/quantise-activations';
import type { ModelSetup } from './activations';

/** @param norm RMSNorm in front; null for none */
export const rounded = (
  { context, buffers }: ModelSetup,
  x: GPUBuffer,
  width: number,
  norm: { readonly weight: GPUBuffer; readonly epsilon: number } | null,
): Promise<Dispatch> => {
  const shape = { width, epsilon: norm?.epsilon ?? null };
  return quantise.create(context, shape, { x, norm_weight: norm?.weight ?? null, ...buffers.rounded });
};
