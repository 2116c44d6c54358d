/**
 * The linear layers of decode: GEMV in its variants, for several sequences also GEMM, with the norm or the rounding of activations
 * (w4a8) and SwiGLU inside or as kernels of their own.
 */
import type { Dispatch } from '../kernels/kernel';
import * as gemm from '../../shaders/gemm';
import * as gemv from '../../shaders/gemv';
import type { LinearTarget } from '../../shaders/linear/shape';
import * as swiglu from '../../shaders/swiglu';
import { arithmeticOf, isRounded, type ModelSetup } from './activations';
import type { Linear, LinearInput } from './linear';
import { variantsOf, type ModelSite } from './sites';
import { prepare, prepared as preparedSource } from './prefill-linear';

type Product =
  | { readonly kernel: 'gemv'; readonly variant: gemv.GemvVariant }
  | { readonly kernel: 'gemm'; readonly variant: gemm.GemmVariant };

interface LinearVariant {
  readonly product: Product;
  /** Who norms or rounds x: the kernel itself, or another before it. */
  readonly prepared: 'inside' | 'before';
  /** Who multiplies gate and up, where somebody has to. */
  readonly activated: 'inside' | 'after';
}

export interface LinearSiteOptions {
  /** Of the site, as its id has it. */
  readonly name: string;
  /** How often a step comes there. */
  readonly uses: number;
  /** Rows of a step, at most: one of each sequence. */
  readonly batch: number;
}

export function linearSite(setup: ModelSetup, linear: Linear, { name, uses, batch }: LinearSiteOptions): ModelSite {
  const { format, rows, columns } = linear.matrix(0).shape;
  const together = batch === 1 ? '' : `b${batch} `;
  return {
    ...{ phase: 'decode', name },
    id: `decode ${together}${name} ${isRounded(setup) ? 'a8 ' : ''}${format} ${rows}x${columns}`,
    rows: batch,
    uses,
    variants: variantsOf<LinearVariant>(offered(setup, linear, batch), (one) => ({
      id: idOf(setup, one),
      build: (layer) => build(setup, linear, { ...one, batch }, layer),
    })),
  };
}

function idOf(setup: ModelSetup, { product, prepared }: LinearVariant): string {
  if (product.kernel === 'gemm') return `gemm ${gemm.variantId(product.variant)}`;
  const before = isRounded(setup) ? ', rounded before' : ', unfused';
  return gemv.variantId(product.variant) + (prepared === 'inside' ? '' : before);
}

/** From so many rows on GEMM is the better start: measured on lavapipe, expected on a GPU. */
const ROWS_OF_GEMM = { software: 8, gpu: 16 } as const;

/** The default first; then one of each kind, since a budget may end before the last. */
function offered(setup: ModelSetup, linear: Linear, batch: number): readonly [LinearVariant, ...LinearVariant[]] {
  const { context } = setup;
  const matrix = linear.matrix(0);
  const arithmetic = arithmeticOf(setup);
  const { output } = linear;
  const { kind } = linear.from(0);
  const can = (input: gemv.GemvInput, variant: gemv.GemvVariant, to = output) =>
    gemv.canRun(context, matrix, { arithmetic, input, output: to }, variant);
  const made = (variant: gemv.GemvVariant): LinearVariant => {
    const inside = can(kind, variant, 'store');
    const input = inside ? kind : arithmetic === 'int8' ? 'levels' : 'plain';
    return {
      product: { kernel: 'gemv', variant },
      prepared: inside ? 'inside' : 'before',
      activated: can(input, variant) ? 'inside' : 'after',
    };
  };
  const [first, ...others] = gemv.variants(context, { arithmetic, tokens: batch });
  const start = made(first);
  const rest = others.map(made);
  const apart: readonly LinearVariant[] =
    arithmetic === 'int8'
      ? start.prepared === 'inside'
        ? [{ ...start, prepared: 'before' }]
        : []
      : kind === 'norm' || output === 'swiglu'
        ? [{ ...start, prepared: 'before', activated: 'after' }]
        : [];
  const early = arithmetic === 'int8' ? 0 : 1;
  const gemvs = [...rest.slice(0, early), ...apart, ...rest.slice(early)];
  if (batch === 1) return [start, ...gemvs];
  const activated = gemm.canFuse(matrix, output) ? 'inside' : 'after';
  const [tile, ...tiles] = gemm
    .variants(context, { arithmetic, rows: matrix.shape.rows, tokens: batch })
    .map((variant): LinearVariant => ({ product: { kernel: 'gemm', variant }, prepared: 'before', activated }));
  if (tile === undefined) return [start, ...gemvs];
  return batch >= ROWS_OF_GEMM[context.granted.software ? 'software' : 'gpu']
    ? [tile, start, ...gemvs, ...tiles]
    : [start, tile, ...gemvs, ...tiles];
}

async function build(
  setup: ModelSetup,
  linear: Linear,
  of: LinearVariant & { readonly batch: number },
  layer: number,
): Promise<readonly Dispatch[]> {
  const { context, weights, buffers } = setup;
  const input = linear.from(layer);
  const matrix = linear.matrix(layer);
  const before = of.prepared === 'before' ? await prepare(setup, input, matrix.shape.columns) : [];
  const bias = linear.bias(layer);
  const rows = buffers.rows.decode;
  const multiplied = (to: Pick<LinearTarget, 'y' | 'output'>): Promise<readonly Dispatch[]> => {
    const rest = { ...to, bias, rows };
    if (of.product.kernel === 'gemm') {
      const from = preparedSource(setup, input.kind === 'norm' ? buffers.activations.normed : input.x);
      return gemm.create(context, matrix, { from, ...rest }, { tokens: of.batch, variant: of.product.variant });
    }
    const from = sourceOf(setup, input, of.prepared);
    const options = { arithmetic: arithmeticOf(setup), tokens: of.batch, variant: of.product.variant };
    return gemv.create(context, matrix, { from, ...rest }, options);
  };
  if (linear.output !== 'swiglu' || of.activated === 'inside')
    return [...before, ...(await multiplied({ y: linear.y, output: linear.output }))];
  const { gateUp } = buffers.activations;
  const width = weights.config.intermediateSize;
  return [
    ...before,
    ...(await multiplied({ y: gateUp, output: 'store' })),
    await swiglu.create(context, { width }, { gate_up: gateUp, out: linear.y }),
  ];
}

/** What GEMV reads, once what goes before it has run. */
function sourceOf(setup: ModelSetup, input: LinearInput, prepared: LinearVariant['prepared']): gemv.GemvSource {
  const { weights, buffers } = setup;
  const { hidden, normed } = buffers.activations;
  if (prepared === 'before') return preparedSource(setup, input.kind === 'norm' ? normed : input.x);
  if (input.kind === 'plain') return input;
  return { kind: 'norm', x: hidden, weight: input.weight, epsilon: weights.config.rmsNormEpsilon };
}
