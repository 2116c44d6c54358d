/**
 * How fast this device roughly is, from a few checked kernels: enough to plan a run that fits its budget and to size submits.
 * Never a result.
 */
import type { GpuContext } from '../device/context';
import { seconds, type Seconds } from '../foundation/units';
import { encode } from '../kernels/bind';
import type { ModelFormat } from '../kernels/format';
import type { Dispatch } from '../kernels/kernel';
import { allocateMatrix } from '../kernels/matrix/gpu-matrix';
import { padded } from '../kernels/matrix/layout';
import type { ModelConfig } from '../model/config';
import { parameterCount } from '../model/shapes';
import { generatorUses } from '../model/weights/synthetic';
import { layerShapes } from '../model/weights/weights';
import * as gemm from '../../shaders/gemm';
import * as gemv from '../../shaders/gemv';
import type { Clock } from './clock';
import type { Verifier } from './verify';
import type { Test } from './workload';

/** Seconds per multiply-accumulate, of a dispatch that does next to nothing, and until a kernel is compiled and checked. */
export interface Rates {
  readonly gemv: Seconds;
  readonly gemm: Seconds;
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

const verify = (verifier: Verifier, dispatches: readonly Dispatch[]): Promise<unknown> =>
  verifier.verify(
    dispatches.map(({ use }) => use),
    () => undefined,
  );

/** Times one matrix of the model in `format`: the gate|up of a layer, its largest. */
export async function calibrate(
  context: GpuContext,
  verifier: Verifier,
  config: ModelConfig,
  format: ModelFormat,
  clock: Clock,
): Promise<Rates> {
  const shape = layerShapes(config, format).gateUp;
  const { buffers } = context;
  const { value, made } = await buffers.during(async () => {
    const matrix = allocateMatrix(context, 'calibration', shape);
    const x = buffers.create('calibration x', padded(shape.columns) * TOKENS * 4);
    const y = buffers.create('calibration y', padded(shape.rows) * TOKENS * 4);
    const state = buffers.upload('calibration state', Uint32Array.of(0, TOKENS));
    const tiny = allocateMatrix(context, 'calibration', { ...shape, rows: 32, columns: 32 });
    const fresh = allocateMatrix(context, 'calibration', { ...shape, ...unseen() });
    const plain = { from: { kind: 'plain', x }, y, output: 'store', bias: null } as const;
    const one = await gemv.create(context, matrix, plain);
    const many = await gemm.create(context, matrix, TOKENS, { x, y, state });
    const least = await gemv.create(context, tiny, plain);
    // Inputs of the checks of large matrices come from it.
    await verifier.verify(generatorUses(format), () => undefined);
    await verify(verifier, [...one, ...many, ...least]);
    const from = clock.now();
    await verify(verifier, await gemv.create(context, fresh, plain));
    const kernel = clock.now() - from;
    const macs = shape.rows * shape.columns;
    return {
      kernel,
      gemv: (await timed(context, one, 1, clock)) / macs,
      gemm: (await timed(context, many, TOKENS, clock)) / (macs * TOKENS),
      dispatch: await timed(context, least, 1, clock),
    };
  });
  buffers.destroy(...made);
  return {
    gemv: seconds(value.gemv),
    gemm: seconds(value.gemm),
    dispatch: seconds(value.dispatch),
    kernel: seconds(value.kernel),
  };
}

/** Seconds of one run of `dispatches`, repeated in one submit until it takes long enough to be told from the submit's own cost. */
async function timed(
  context: GpuContext,
  dispatches: readonly Dispatch[],
  rows: number,
  clock: Clock,
): Promise<number> {
  for (let times = 1; ; times *= 4) {
    const encoder = context.device.createCommandEncoder({ label: 'calibration' });
    for (let i = 0; i < times; i++) encode(encoder, dispatches, rows);
    const from = clock.now();
    context.device.queue.submit([encoder.finish()]);
    await context.settled();
    const taken = clock.now() - from;
    // The first run may include compilation, so that it never counts.
    if (times > 1 && (taken >= LONG_ENOUGH || times >= 1024)) return taken / times;
  }
}

/** Kernels that a format compiles and checks: the first about 16, many of them smaller than the timed one, each further one 5 to 8. */
const KERNELS = 8;

/** What making and checking a model of this shape should take, where `kernels` have to be compiled. */
export function expectSetUp(config: ModelConfig, rates: Rates, kernels = KERNELS): Seconds {
  const weights = parameterCount(config);
  // Making a weight takes a few times as long as using it once; every kernel is compiled, and checked at one layer's shapes.
  const checks = Math.max((weights / config.layers) * 64 * rates.gemm, kernels * rates.kernel);
  return seconds(6 * weights * rates.gemv + checks + 1);
}

/** What one pass of `test` should take, without what fills its context. */
export function expectPass(config: ModelConfig, rates: Rates, { phase, depth, tokens }: Test): Seconds {
  const weights = parameterCount(config);
  const dispatches = config.layers * 5 + 4;
  const token = weights * rates.gemv + dispatches * rates.dispatch;
  // Scores and weighted values: two multiply-accumulates a position and element, half of the test's own in the mean.
  const attended = config.layers * config.heads * config.headDim * (2 * depth + tokens);
  if (phase === 'decode') return seconds((token + attended * rates.gemv) * tokens);
  const head = config.vocabSize * config.hiddenSize;
  // The LM head runs for the last token only. A multiply-accumulate of attention costs about three of a GEMM's.
  return seconds((weights - head + 3 * attended) * tokens * rates.gemm * 1.2 + token);
}
