/** How long fidelity should take and how much of it a time budget holds. Pure: rates come from calibration. */
import { seconds, type Seconds } from '../../foundation/units';
import type { ModelFormat } from '../../kernels/recipe';
import type { ModelConfig } from '../../model/config';
import { expectPass, expectSetUp, type Rates } from '../calibrate';

/** Of the whole budget, the most that fidelity may take: speed is what a run is for. */
const SHARE = 0.2;
/** Logits of a window read back, their softmax in float64 and the reading of weights, on a slow processor. */
const WINDOW_OVERHEAD = 0.3;
const LOAD_OVERHEAD = 0.7;
/** A layer's matrices for many tokens: the rest was mostly compiled for the speed. */
const KERNELS = 4;

/** FP16 is needed whatever was asked for: the others are compared with it. */
export const withFp16 = (formats: readonly ModelFormat[]): readonly ModelFormat[] => [
  'fp16',
  ...formats.filter((format) => format !== 'fp16'),
];

/** Loading the model in one format, and scoring one window of `tokens`. */
function expectedOf(config: ModelConfig, rates: Rates, tokens: number): { load: Seconds; window: Seconds } {
  const prefill = expectPass(config, rates, { phase: 'prefill', depth: 0, tokens, batch: 1 });
  // A prefill runs the LM head for its last token only, a score for each.
  const head = config.vocabSize * config.hiddenSize * tokens * rates.gemm;
  return {
    load: seconds(expectSetUp(config, rates, KERNELS) + LOAD_OVERHEAD),
    window: seconds(prefill + head + WINDOW_OVERHEAD),
  };
}

export interface FidelityPlan {
  /** For which time is set aside; 0: a share of the budget does not hold one. */
  readonly windows: number;
  readonly seconds: Seconds;
  /** Of one window. */
  readonly least: Seconds;
}

/** As many of the windows of so many tokens as a share of `budget` holds. */
export function planFidelity(
  config: ModelConfig,
  rates: readonly Rates[],
  asked: { readonly windows: number; readonly tokens: number },
  budget: Seconds,
): FidelityPlan {
  let load = 0;
  let window = 0;
  for (const rate of rates) {
    const expected = expectedOf(config, rate, asked.tokens);
    load += expected.load;
    window += expected.window;
  }
  const windows = Math.min(asked.windows, Math.floor((SHARE * budget - load) / window));
  const least = seconds(load + window);
  // None is set aside then; whether there is time for one all the same is seen when its turn comes.
  if (windows < 1) return { windows: 0, seconds: seconds(0), least };
  return { windows, seconds: seconds(load + windows * window), least };
}
