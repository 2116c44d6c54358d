/** The output projection of decode straight from the partial results of split attention: hidden += W merge(partial) + bias. */
import type { Dispatch } from '../kernels/kernel';
import type { GpuMatrix } from '../kernels/matrix/gpu-matrix';
import * as gemv from '../../shaders/gemv';
import { arithmeticOf, ofLayer, type ModelSetup } from './activations';

/** Whether the projection can merge on this device, for one sequence: it takes workgroup memory. */
export const canProject = (setup: ModelSetup, matrix: GpuMatrix): boolean =>
  gemv.canRun(setup.context, matrix, { arithmetic: arithmeticOf(setup), input: 'merge', output: 'add' });

/** @param way of the output projection's place: the variant that it names runs here too, or the default where it names none */
export function projected(
  setup: ModelSetup,
  layer: number,
  from: gemv.GemvSource & { readonly kind: 'merge' },
  way: string,
): Promise<readonly Dispatch[]> {
  const { context, weights, buffers } = setup;
  const { output: matrix, outputBias: bias } = ofLayer(weights.layers, layer);
  const arithmetic = arithmeticOf(setup);
  const variants = gemv.variants(context, { arithmetic, tokens: 1 });
  const variant = variants.find((one) => gemv.variantId(one) === way) ?? variants[0];
  const to = { from, y: buffers.hidden, output: 'add', bias, rows: null } as const;
  return gemv.create(context, matrix, to, { arithmetic, tokens: 1, variant });
}
