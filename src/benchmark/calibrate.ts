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
import { layerShapes } from '../model/weights/weights';
import * as gemm from '../../shaders/gemm';
import * as gemv from '../../shaders/gemv';
import type { Clock } from './clock';
import type { Verifier } from './verify';

/** Seconds per multiply-accumulate, and of a dispatch that does next to nothing. */
export interface Rates {
  readonly gemv: Seconds;
  readonly gemm: Seconds;
  readonly dispatch: Seconds;
}

/** Tokens of the GEMM that is timed. */
const TOKENS = 32;
/** Long enough for a coarse clock, short enough not to be noticed. */
const LONG_ENOUGH = 0.03;

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
    const plain = { from: { kind: 'plain', x }, y, output: 'store', bias: null } as const;
    const one = await gemv.create(context, matrix, plain);
    const many = await gemm.create(context, matrix, TOKENS, { x, y, state });
    const least = await gemv.create(context, tiny, plain);
    await verifier.verify(
      [...one, ...many, ...least].map(({ use }) => use),
      () => undefined,
    );
    const macs = shape.rows * shape.columns;
    return {
      gemv: (await timed(context, one, 1, clock)) / macs,
      gemm: (await timed(context, many, TOKENS, clock)) / (macs * TOKENS),
      dispatch: await timed(context, least, 1, clock),
    };
  });
  buffers.destroy(...made);
  return { gemv: seconds(value.gemv), gemm: seconds(value.gemm), dispatch: seconds(value.dispatch) };
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

export interface Expectation {
  readonly prefill: Seconds;
  readonly decode: Seconds;
  readonly setUp: Seconds;
}

/** What a model of this shape should take: `prompt` tokens of prefill, `generate` of decode, and making and checking it. */
export function expect(config: ModelConfig, rates: Rates, prompt: number, generate: number): Expectation {
  const weights = parameterCount(config);
  const dispatches = config.layers * 5 + 4;
  const head = config.vocabSize * config.hiddenSize;
  const token = weights * rates.gemv + dispatches * rates.dispatch;
  // Scores and weighted values over half the prompt in the mean; a multiply-accumulate there costs about three of a GEMM's.
  const attention = 3 * config.layers * config.heads * config.headDim * prompt;
  return {
    // The LM head runs for the last token only.
    prefill: seconds((weights - head + attention) * prompt * rates.gemm * 1.2 + token),
    decode: seconds(token * generate),
    // Making a weight takes a few times as long as using it once; every kernel is checked at one layer's shapes.
    setUp: seconds(6 * weights * rates.gemv + (weights / config.layers) * 64 * rates.gemm + 1),
  };
}
