/** The output projection of decode straight from the partial results of split attention: hidden += W merge(partial) + bias. */
import type { Dispatch } from '../kernels/kernel';
import type { GpuMatrix } from '../kernels/matrix/gpu-matrix';
import * as gemv from '../../shaders/gemv';
import { arithmeticOf, ofLayer, type ModelSetup } from './activations';

/** Whether the projection can merge on this device, for one sequence: it takes workgroup memory. */
export const canProject = (setup: ModelSetup, matrix: GpuMatrix): boolean =>
  gemv.canRun(setup.context, matrix, { arithmetic: arithmeticOf(setup), input: 'merge', output: 'add' });

/** @param chosen id of the output projection's variant, which runs here too; the default where gemv has none of that name */
export function projected(
  setup: ModelSetup,
  layer: number,
  from: gemv.GemvSource & { readonly kind: 'merge' },
  chosen: string,
): Promise<readonly Dispatch[]> {
  const { context, weights, buffers } = setup;
  const { output: matrix, outputBias: bias } = ofLayer(weights.layers, layer);
  const arithmetic = arithmeticOf(setup);
  const variants = gemv.variants(context, { arithmetic, tokens: 1 });
  const variant = variants.find((one) => gemv.variantId(one) === chosen) ?? variants[0];
  const to = { from, y: buffers.activations.hidden, output: 'add', bias, rows: null } as const;
  return gemv.create(context, matrix, to, { arithmetic, tokens: 1, variant });
}
