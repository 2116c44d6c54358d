/** The linear layers of prefill: GEMM in its variants, on activations as they are or rounded to INT8 (w4a8). */
import type { Dispatch } from '../kernels/kernel';
import * as gemm from '../../shaders/gemm';
import * as gemmDp4a from '../../shaders/gemm-dp4a';
import * as rmsNorm from '../../shaders/rms-norm';
import * as swiglu from '../../shaders/swiglu';
import { isRounded, type ModelSetup } from './activations';
import type { Linear, LinearInput } from './linear';
import { waysOf, type Place } from './places';
import { rounded } from './rounded';

/** @param name of the place, as its id has it */
export function gemmPlace(setup: ModelSetup, name: string, linear: Linear): Place {
  const { weights, options } = setup;
  const { format, rows, columns } = linear.matrix(0).shape;
  const ways = isRounded(setup) ? roundedWays(setup, linear) : floatWays(setup, linear);
  const arithmetic = isRounded(setup) ? 'a8 ' : '';
  const id = `prefill ${name} ${arithmetic}${format} ${options.chunk}x${columns}x${rows}`;
  return { id, rows: options.chunk, uses: weights.config.layers, ways };
}

/** What linear layers read, before the first of them: normed or rounded, or nothing to do. */
export async function prepare(setup: ModelSetup, input: LinearInput, columns: number): Promise<readonly Dispatch[]> {
  const { context, weights, buffers } = setup;
  const { hiddenSize: width, rmsNormEpsilon: epsilon } = weights.config;
  const { hidden, normed: out } = buffers;
  if (isRounded(setup)) {
    return input.kind === 'norm'
      ? [await rounded(setup, hidden, width, { weight: input.weight, epsilon })]
      : [await rounded(setup, input.x, columns, null)];
  }
  if (input.kind === 'plain') return [];
  const norm = { x: hidden, weight: input.weight, out, list: null };
  return [await rmsNorm.create(context, { width, epsilon }, norm)];
}

function floatWays({ context, buffers, options }: ModelSetup, linear: Linear): Place['ways'] {
  const { shape } = linear.matrix(0);
  const tokens = options.chunk;
  const fused = gemm.canFuse(linear.matrix(0), linear.output);
  return waysOf(gemm.variants(context, { rows: shape.rows, tokens }), (chosen, first) => ({
    id: gemm.variantId(chosen),
    build: async (layer) => {
      const matrix = linear.matrix(layer);
      const from = linear.from(layer);
      const x = from.kind === 'norm' ? buffers.normed : from.x;
      const { prefillRows: rows, gateUp } = buffers;
      const variant = first ? null : chosen;
      const bias = linear.bias(layer);
      if (fused) {
        return gemm.create(context, matrix, tokens, { x, y: linear.y, rows }, { variant, output: linear.output, bias });
      }
      const made = await gemm.create(context, matrix, tokens, { x, y: gateUp, rows }, { variant, bias });
      return [...made, await activation(context, buffers, linear, layer)];
    },
  }));
}

function roundedWays({ context, buffers, options }: ModelSetup, linear: Linear): Place['ways'] {
  const { levels, blocks, prefillRows: rows, gateUp } = buffers;
  const isSwiglu = linear.output === 'swiglu';
  return waysOf(
    gemmDp4a.variants(context, { rows: linear.matrix(0).shape.rows, tokens: options.chunk }),
    (chosen, first) => ({
      id: gemmDp4a.variantId(chosen),
      build: async (layer) => {
        const bias = linear.bias(layer);
        const to =
          linear.output === 'swiglu'
            ? ({ y: gateUp, output: 'store' } as const)
            : { y: linear.y, output: linear.output };
        const matrix = linear.matrix(layer);
        const variant = first ? null : chosen;
        const made = await gemmDp4a.create(
          context,
          matrix,
          options.chunk,
          { levels, blocks, rows, bias, ...to },
          variant,
        );
        return isSwiglu ? [...made, await activation(context, buffers, linear, layer)] : made;
      },
    }),
  );
}

/** gate|up -> y */
function activation(
  context: ModelSetup['context'],
  { gateUp }: ModelSetup['buffers'],
  linear: Linear,
  layer: number,
): Promise<Dispatch> {
  const width = linear.matrix(layer).shape.rows / 2;
  return swiglu.create(context, { width }, { gateUp, out: linear.y });
}
