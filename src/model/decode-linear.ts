/**
 * The linear layers of decode: GEMV in its variants, with the norm or the rounding of activations (w4a8) and SwiGLU inside or as
 * kernels of their own.
 */
import type { Dispatch } from '../kernels/kernel';
import * as gemv from '../../shaders/gemv';
import * as swiglu from '../../shaders/swiglu';
import { isRounded, type ModelSetup } from './activations';
import type { Linear } from './linear';
import { waysOf, type Place } from './places';
import { prepare } from './prefill-linear';

interface LinearWay {
  readonly variant: gemv.GemvVariant;
  /** Who norms or rounds x: the kernel itself, or another before it. */
  readonly prepared: 'inside' | 'before';
  /** Who multiplies gate and up, where somebody has to. */
  readonly activated: 'inside' | 'after';
}

/**
 * @param name of the place, as its id has it
 * @param batch rows of a step, at most: one of each sequence
 */
export function linearPlace(setup: ModelSetup, name: string, uses: number, linear: Linear, batch = 1): Place {
  const { format, rows, columns } = linear.matrix(0).shape;
  const arithmetic = isRounded(setup) ? 'a8 ' : '';
  const together = batch === 1 ? '' : `b${batch} `;
  return {
    id: `decode ${together}${name} ${arithmetic}${format} ${rows}x${columns}`,
    rows: batch,
    uses,
    ways: waysOf<LinearWay>(offered(setup, linear, batch), (way) => ({
      id:
        gemv.variantId(way.variant) +
        (way.prepared === 'inside' ? '' : isRounded(setup) ? ', rounded before' : ', unfused'),
      build: (layer) => build(setup, linear, layer, way, batch),
    })),
  };
}

export const arithmeticOf = (setup: ModelSetup): 'f32' | 'int8' => (isRounded(setup) ? 'int8' : 'f32');

/** The first variant in each way early, since a budget may end before the last. */
function offered(setup: ModelSetup, linear: Linear, batch: number): readonly [LinearWay, ...LinearWay[]] {
  const { context } = setup;
  const arithmetic = arithmeticOf(setup);
  const { output } = linear;
  const { kind } = linear.from(0);
  const can = (input: gemv.GemvInput, variant: gemv.GemvVariant) =>
    gemv.canRun(context, linear.matrix(0), { arithmetic, input, output }, variant);
  const before = arithmetic === 'int8' ? 'levels' : 'plain';
  const way = (variant: gemv.GemvVariant): LinearWay => {
    const prepared = gemv.canRun(context, linear.matrix(0), { arithmetic, input: kind, output: 'store' }, variant)
      ? 'inside'
      : 'before';
    return { variant, prepared, activated: can(prepared === 'inside' ? kind : before, variant) ? 'inside' : 'after' };
  };
  const [first, ...others] = gemv.variants(context, { arithmetic, tokens: batch });
  const start = way(first);
  const rest = others.map(way);
  if (arithmetic === 'int8') {
    const apart: LinearWay = { ...start, prepared: 'before' };
    return start.prepared === 'inside' ? [start, apart, ...rest] : [start, ...rest];
  }
  const unfused: LinearWay = { variant: first, prepared: 'before', activated: 'after' };
  return kind === 'norm' || output === 'swiglu'
    ? [start, ...rest.slice(0, 1), unfused, ...rest.slice(1)]
    : [start, ...rest];
}

async function build(
  setup: ModelSetup,
  linear: Linear,
  layer: number,
  { variant, prepared, activated }: LinearWay,
  batch: number,
): Promise<readonly Dispatch[]> {
  const { context, weights, buffers } = setup;
  const input = linear.from(layer);
  const matrix = linear.matrix(layer);
  const options = { arithmetic: arithmeticOf(setup), tokens: batch, variant };
  const before = prepared === 'before' ? await prepare(setup, input, matrix.shape.columns) : [];
  const common = { from: sourceOf(setup, linear, layer, prepared), bias: linear.bias(layer), rows: buffers.decodeRows };
  if (linear.output !== 'swiglu' || activated === 'inside') {
    const to = { ...common, y: linear.y, output: linear.output };
    return [...before, ...(await gemv.create(context, matrix, to, options))];
  }
  const to = { ...common, y: buffers.gateUp, output: 'store' } as const;
  const width = weights.config.intermediateSize;
  return [
    ...before,
    ...(await gemv.create(context, matrix, to, options)),
    await swiglu.create(context, { width }, { gateUp: buffers.gateUp, out: linear.y }),
  ];
}

/** What the layer reads, once what goes before it has run. */
function sourceOf(
  { weights, buffers }: ModelSetup,
  linear: Linear,
  layer: number,
  prepared: LinearWay['prepared'],
): gemv.GemvSource {
  const input = linear.from(layer);
  if (prepared === 'before' && isRounded({ weights })) {
    return { kind: 'levels', levels: buffers.levels, blocks: buffers.blocks };
  }
  if (input.kind === 'plain') return input;
  if (prepared === 'before') return { kind: 'plain', x: buffers.normed };
  return { kind: 'norm', x: buffers.hidden, weight: input.weight, epsilon: weights.config.rmsNormEpsilon };
}
