/** The linear layers of prefill: GEMM in its variants, on activations as they are or rounded to INT8 (w4a8). */
import type { Dispatch } from '../kernels/kernel';
import type { GpuMatrix } from '../kernels/matrix/gpu-matrix';
import * as gemm from '../../shaders/gemm';
import * as rmsNorm from '../../shaders/rms-norm';
import * as swiglu from '../../shaders/swiglu';
import { arithmeticOf, isRounded, type ModelSetup } from './activations';
import type { Linear, LinearInput } from './linear';
import { variantsOf, type ModelSite } from './sites';
import { rounded } from './rounded';

/** @param name of the site, as its id has it */
export function gemmSite(setup: ModelSetup, name: string, linear: Linear): ModelSite {
  const { weights, options } = setup;
  const matrix = linear.matrix(0);
  const { format, rows, columns } = matrix.shape;
  const arithmetic = isRounded(setup) ? 'a8 ' : '';
  return {
    ...{ phase: 'prefill', name },
    id: `prefill ${name} ${arithmetic}${format} ${options.chunk}x${columns}x${rows}`,
    rows: options.chunk,
    uses: weights.config.layers,
    variants: variantsOf(variantsFor(setup, matrix), (variant) => ({
      id: gemm.variantId(variant),
      build: (layer) => build(setup, linear, layer, variant),
    })),
  };
}

/** How a product with `matrix` can be computed for all rows of a pass; the default first. */
export const variantsFor = (setup: ModelSetup, { shape: { rows } }: GpuMatrix) =>
  gemm.variants(setup.context, { arithmetic: arithmeticOf(setup), rows, tokens: setup.options.chunk });

/** What linear layers read, before the first of them: normed or rounded, or nothing to do. */
export async function prepare(setup: ModelSetup, input: LinearInput, columns: number): Promise<readonly Dispatch[]> {
  const { context, weights, buffers } = setup;
  const { hiddenSize: width, rmsNormEpsilon: epsilon } = weights.config;
  const { hidden, normed: out } = buffers.activations;
  if (isRounded(setup)) {
    return input.kind === 'norm'
      ? [await rounded(setup, hidden, width, { weight: input.weight, epsilon })]
      : [await rounded(setup, input.x, columns, null)];
  }
  if (input.kind === 'plain') return [];
  const norm = { x: hidden, weight: input.weight, out, list: null };
  return [await rmsNorm.create(context, { width, epsilon, rows: 'all' }, norm)];
}

/** What `prepare` left of x, or x itself where nothing had to be done. */
export function prepared(setup: ModelSetup, x: GPUBuffer): gemm.GemmSource {
  return isRounded(setup) ? { kind: 'levels', ...setup.buffers.rounded } : { kind: 'plain', x };
}

async function build(
  setup: ModelSetup,
  linear: Linear,
  layer: number,
  variant: gemm.GemmVariant,
): Promise<readonly Dispatch[]> {
  const { context, buffers, options } = setup;
  const { normed, gateUp } = buffers.activations;
  const matrix = linear.matrix(layer);
  const input = linear.from(layer);
  const from = prepared(setup, input.kind === 'norm' ? normed : input.x);
  const fused = gemm.canFuse(matrix, linear.output);
  const to = fused ? { y: linear.y, output: linear.output } : ({ y: gateUp, output: 'store' } as const);
  const rest = { from, bias: linear.bias(layer), rows: buffers.rows.prefill };
  const made = await gemm.create(context, matrix, { ...rest, ...to }, { tokens: options.chunk, variant });
  if (fused) return made;
  const width = matrix.shape.rows / 2;
  return [...made, await swiglu.create(context, { width }, { gate_up: gateUp, out: linear.y })];
}
