/** The output projection of decode straight from the partial results of split attention: hidden += W merge(partial) + bias. */
import type { Dispatch } from '../kernels/kernel';
import type { GpuMatrix } from '../kernels/matrix/gpu-matrix';
import * as gemv from '../../shaders/gemv';
import * as gemvDp4a from '../../shaders/gemv-dp4a';
import { isRounded, ofLayer, type ModelSetup } from './activations';

/** Whether the projection can merge on this device: it takes workgroup memory. */
export const canProject = (setup: ModelSetup, matrix: GpuMatrix): boolean =>
  isRounded(setup)
    ? gemvDp4a.canRun(setup.context, matrix, 'merge', 'add')
    : gemv.canFuse(setup.context, matrix, 'merge', 'add');

/** @param way of the output projection's place: the variant that it names runs here too, or the default where it names none */
export function projected(
  setup: ModelSetup,
  layer: number,
  from: gemv.GemvSource & { readonly kind: 'merge' },
  way: string,
): Promise<readonly Dispatch[]> {
  const { context, weights, buffers } = setup;
  const { output: matrix, outputBias: bias } = ofLayer(weights.layers, layer);
  const to = { from, y: buffers.hidden, output: 'add', bias } as const;
  if (isRounded(setup))
    return gemvDp4a.create(context, matrix, to, named(gemvDp4a.variants(context), gemvDp4a.variantId, way));
  return gemv.create(context, matrix, to, named(gemv.variants(context), gemv.variantId, way));
}

/** Null for the first, the default. */
const named = <Variant>(variants: readonly Variant[], id: (variant: Variant) => string, way: string): Variant | null =>
  variants.find((variant, i) => i > 0 && id(variant) === way) ?? null;
