/** The linear layers of decode: GEMV in its variants, with norm and SwiGLU fused to it or as kernels of their own. */
import type { Dispatch } from '../kernels/kernel';
import * as gemv from '../../shaders/gemv';
import * as rmsNorm from '../../shaders/rms-norm';
import * as swiglu from '../../shaders/swiglu';
import { isRounded, type ModelSetup } from './activations';
import { packedWays } from './decode-packed';
import type { Linear } from './linear';
import { waysOf, type Place } from './places';

interface LinearWay {
  readonly variant: gemv.GemvVariant | null;
  readonly fuseNorm: boolean;
  readonly fuseSwiglu: boolean;
}

/** @param name of the place, as its id has it */
export function linearPlace(setup: ModelSetup, name: string, uses: number, linear: Linear): Place {
  const { format, rows, columns } = linear.matrix(0).shape;
  const ways = isRounded(setup) ? packedWays(setup, linear) : floatWays(setup, linear);
  const arithmetic = isRounded(setup) ? 'a8 ' : '';
  return { id: `decode ${name} ${arithmetic}${format} ${rows}x${columns}`, rows: 1, uses, ways };
}

function floatWays(setup: ModelSetup, linear: Linear): Place['ways'] {
  const { context } = setup;
  const matrix = linear.matrix(0);
  const fuseSwiglu = gemv.canFuse(context, matrix, 'plain', linear.output);
  const fusable = linear.from(0).kind === 'norm' || linear.output === 'swiglu';
  const [first, ...others] = gemv.variants(context);
  const fused = others.map((variant): LinearWay => ({ variant, fuseNorm: true, fuseSwiglu }));
  const unfused: LinearWay[] = fusable ? [{ variant: null, fuseNorm: false, fuseSwiglu: false }] : [];
  return waysOf<LinearWay>(
    [{ variant: null, fuseNorm: true, fuseSwiglu }, ...fused.slice(0, 1), ...unfused, ...fused.slice(1)],
    (way) => ({
      id: gemv.variantId(way.variant ?? first) + (way.fuseNorm ? '' : ', unfused'),
      build: (layer) => build(setup, linear, layer, way),
    }),
  );
}

async function build(
  { context, weights, buffers }: ModelSetup,
  linear: Linear,
  layer: number,
  { variant, fuseNorm, fuseSwiglu }: LinearWay,
): Promise<readonly Dispatch[]> {
  const { hiddenSize: width, intermediateSize, rmsNormEpsilon: epsilon } = weights.config;
  const { hidden, normed, gateUp } = buffers;
  const input = linear.from(layer);
  const matrix = linear.matrix(layer);
  const bias = linear.bias(layer);
  const before: Dispatch[] = [];
  let from: gemv.GemvSource = { kind: 'plain', x: normed };
  if (input.kind === 'plain') from = input;
  else if (fuseNorm) from = { kind: 'norm', x: hidden, weight: input.weight, epsilon };
  else {
    const norm = { x: hidden, weight: input.weight, out: normed, list: null };
    before.push(await rmsNorm.create(context, { width, epsilon }, norm));
  }
  if (linear.output !== 'swiglu' || fuseSwiglu) {
    const { y, output } = linear;
    return [...before, ...(await gemv.create(context, matrix, { from, y, output, bias }, variant))];
  }
  return [
    ...before,
    ...(await gemv.create(context, matrix, { from, y: gateUp, output: 'store', bias }, variant)),
    await swiglu.create(context, { width: intermediateSize }, { gateUp, out: linear.y }),
  ];
}
