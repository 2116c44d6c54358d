/**
 * How fast this device roughly is, from a few checked kernels: enough to plan a run that fits its budget and to size submits.
 * Never a result.
 */
import { seconds, type Seconds } from '../foundation/units';
import { encode } from '../kernels/bind';
import type { Recipe } from '../kernels/recipe';
import type { Dispatch } from '../kernels/kernel';
import { allocateMatrix } from '../kernels/matrix/gpu-matrix';
import type { ModelConfig } from '../model/config';
import { parameterCount } from '../model/shapes';
import { generatorUses } from '../model/weights/synthetic';
import { layerShapes } from '../model/weights/weights';
import { grown, MOST_REPEATS } from '../tuning/stopwatch';
import type { Bench } from './bench';
import { calibratedLayer } from './calibrated-layer';
import { distinctUses } from './verify';
import { batchesOf, type Test } from './workload';

/** Seconds per multiply-accumulate of linear layers, of a dispatch that does next to nothing, and until a kernel is compiled and checked. */
export interface Rates {
  readonly gemv: Seconds;
  readonly gemm: Seconds;
  /** The same in f32, as attention is computed whatever the linear layers are. */
  readonly float: { readonly gemv: Seconds; readonly gemm: Seconds };
  readonly dispatch: Seconds;
  /** Of one that the driver has not kept. */
  readonly kernel: Seconds;
}

/** Tokens of the GEMM that is timed. */
const TOKENS = 32;
/** Long enough for a coarse clock, short enough not to be noticed. */
const LONG_ENOUGH = 0.03;

/**
 * Small sizes for which no driver has kept a compiled kernel: else every run but the first would take compiling for free, and
 * plan for another workload than the first.
 */
const unseen = () => ({
  rows: 32 + Math.floor(1024 * Math.random()),
  columns: 32 * (1 + Math.floor(4 * Math.random())),
});

/** Times one matrix of the model by the kernels that the recipe runs: the gate|up of a layer, its largest. */
export async function calibrate(bench: Bench, config: ModelConfig, recipe: Recipe): Promise<Rates> {
  const { context, verifier, clock } = bench;
  const shape = layerShapes(config, recipe).gateUp;
  return context.buffers.within(async () => {
    const matrix = allocateMatrix(context, 'calibration', shape);
    const tiny = allocateMatrix(context, 'calibration', { ...shape, rows: 32, columns: 32 });
    const fresh = allocateMatrix(context, 'calibration', { ...shape, ...unseen() });
    const widest = {
      rows: Math.max(...[matrix, tiny, fresh].map((each) => each.shape.rows)),
      columns: Math.max(...[matrix, tiny, fresh].map((each) => each.shape.columns)),
    };
    const layer = calibratedLayer(context, recipe, widest, TOKENS);
    // The float kernels that read the same weights.
    const float =
      layer.arithmetic === 'f32' ? null : calibratedLayer(context, { ...recipe, activations: 'f32' }, widest, TOKENS);
    const one = await layer.one(matrix);
    const many = await layer.many(matrix);
    const least = await layer.one(tiny);
    const floatOne = float === null ? one : await float.one(matrix);
    const floatMany = float === null ? many : await float.many(matrix);
    // Inputs of the checks of large matrices come from it.
    await verifier.verify(generatorUses(recipe));
    await verifier.verify(distinctUses([...one, ...many, ...floatOne, ...floatMany, ...least]));
    const from = clock.now();
    await verifier.verify(distinctUses(await layer.one(fresh)));
    const kernel = seconds(clock.now() - from);
    const macs = shape.rows * shape.columns;
    const rate = async (dispatches: readonly Dispatch[], tokens: number): Promise<Seconds> =>
      seconds((await timed(bench, dispatches, tokens)) / (macs * tokens));
    const rates = { gemv: await rate(one, 1), gemm: await rate(many, TOKENS) };
    return {
      ...rates,
      float: float === null ? rates : { gemv: await rate(floatOne, 1), gemm: await rate(floatMany, TOKENS) },
      dispatch: seconds(await timed(bench, least, 1)),
      kernel,
    };
  });
}

/** Seconds of one run of `dispatches`, repeated in one submit until it takes long enough to be told from the submit's own cost. */
async function timed({ context, clock }: Bench, dispatches: readonly Dispatch[], rows: number): Promise<number> {
  const take = async (times: number): Promise<number> => {
    const encoder = context.device.createCommandEncoder({ label: 'calibration' });
    for (let i = 0; i < times; i++) encode(encoder, dispatches, rows);
    const from = clock.now();
    context.device.queue.submit([encoder.finish()]);
    await context.settled();
    return clock.now() - from;
  };
  // The first run may include compilation, so that it never counts.
  await take(1);
  const { units, taken } = await grown(take, { first: 4, most: MOST_REPEATS, aim: LONG_ENOUGH });
  return taken / units;
}

/** Kernels that a format compiles and checks: the first about 16, many of them smaller than the timed one, each further one 5 to 8. */
const KERNELS = 8;
/** Of decode of so many sequences as no other test has: the linear layers of a layer, attention, LM head and choice. */
const KERNELS_OF_BATCH = 7;

/** What a run of `tests` compiles and checks of each format. */
export const kernelsOf = (tests: readonly Test[]): number =>
  KERNELS + KERNELS_OF_BATCH * Math.max(0, batchesOf(tests).length - 1);

/** What making and checking a model of this shape should take, where `kernels` have to be compiled. */
export function expectSetUp(config: ModelConfig, rates: Rates, kernels = KERNELS): Seconds {
  const weights = parameterCount(config);
  // Making a weight takes a few times as long as using it once; every kernel is compiled, and checked at one layer's shapes.
  const checks = Math.max((weights / config.layers) * 64 * rates.gemm, kernels * rates.kernel);
  return seconds(6 * weights * rates.float.gemv + checks + 1);
}

/** What one pass of `test` should take, without what fills its contexts. */
export function expectPass(config: ModelConfig, rates: Rates, { phase, depth, tokens, batch }: Test): Seconds {
  const weights = parameterCount(config);
  const dispatches = config.layers * 5 + 4;
  const token = weights * rates.gemv + dispatches * rates.dispatch;
  // Scores and weighted values: two multiply-accumulates a position and element, half of the test's own in the mean.
  const attended = config.layers * config.heads * config.headDim * (2 * depth + tokens);
  // A step reads the weights once, and each further sequence multiplies them again.
  const others = (batch - 1) * weights * rates.gemm;
  if (phase === 'decode') return seconds((token + others + batch * attended * rates.float.gemv) * tokens);
  const head = config.vocabSize * config.hiddenSize;
  // The LM head runs for the last token of each prompt only. A multiply-accumulate of attention costs about three of a GEMM's.
  const all = ((weights - head) * rates.gemm + 3 * attended * rates.float.gemm) * tokens * batch;
  return seconds(all * 1.2 + token + (batch - 1) * head * rates.gemm);
}
