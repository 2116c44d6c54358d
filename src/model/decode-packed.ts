/** The linear layers of decode on activations rounded to INT8 (w4a8): rounded by each workgroup, or before by a kernel of its own. */
import type { Dispatch } from '../kernels/kernel';
import * as gemvDp4a from '../../shaders/gemv-dp4a';
import * as swiglu from '../../shaders/swiglu';
import type { ModelSetup } from './activations';
import type { Linear } from './linear';
import { waysOf, type Place } from './places';
import { rounded } from './rounded';

interface PackedWay {
  readonly variant: gemvDp4a.GemvVariant | null;
  readonly rounding: 'own' | 'before';
}

/** Ways of a linear layer; ids as those of decode-linear.ts. */
export function packedWays(setup: ModelSetup, linear: Linear): Place['ways'] {
  const { context } = setup;
  const canRound = gemvDp4a.canRun(context, linear.matrix(0), 'norm', 'store');
  const [first, ...others] = gemvDp4a.variants(context);
  const rounding = canRound ? 'own' : 'before';
  const before: PackedWay[] = canRound ? [{ variant: null, rounding: 'before' }] : [];
  const rest = others.map((variant): PackedWay => ({ variant, rounding }));
  return waysOf<PackedWay>([{ variant: null, rounding }, ...before, ...rest], (way) => ({
    id: gemvDp4a.variantId(way.variant ?? first) + (way.rounding === 'own' ? '' : ', rounded before'),
    build: (layer) => build(setup, linear, layer, way),
  }));
}

async function build(
  setup: ModelSetup,
  linear: Linear,
  layer: number,
  { variant, rounding }: PackedWay,
): Promise<readonly Dispatch[]> {
  const { context, weights, buffers } = setup;
  const { hiddenSize, intermediateSize, rmsNormEpsilon: epsilon } = weights.config;
  const { hidden, gateUp, levels, blocks } = buffers;
  const input = linear.from(layer);
  const matrix = linear.matrix(layer);
  const bias = linear.bias(layer);
  const before: Dispatch[] = [];
  let from: gemvDp4a.Dp4aSource = { kind: 'levels', levels, blocks };
  if (rounding === 'before') {
    const norm = input.kind === 'norm' ? { weight: input.weight, epsilon } : null;
    const x = input.kind === 'norm' ? hidden : input.x;
    const width = input.kind === 'norm' ? hiddenSize : matrix.shape.columns;
    before.push(await rounded(setup, x, width, norm));
  } else {
    from = input.kind === 'norm' ? { kind: 'norm', x: hidden, weight: input.weight, epsilon } : input;
  }
  if (gemvDp4a.canRun(context, matrix, from.kind, linear.output)) {
    const { y, output } = linear;
    return [...before, ...(await gemvDp4a.create(context, matrix, { from, y, output, bias }, variant))];
  }
  const made = await gemvDp4a.create(context, matrix, { from, y: gateUp, output: 'store', bias }, variant);
  const activation = await swiglu.create(context, { width: intermediateSize }, { gateUp, out: linear.y });
  return [...before, ...made, activation];
}
