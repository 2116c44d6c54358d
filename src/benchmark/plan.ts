/** From what a person asks for and what the device can do to the workload that is run. */
import type { GpuContext } from '../device/context';
import { TokamarkError } from '../foundation/errors';
import { seconds, type Seconds } from '../foundation/units';
import type { ModelFormat } from '../kernels/format';
import type { ModelConfig } from '../model/config';
import { SHAPES } from '../model/shapes';
import { calibrate, expectPass, expectSetUp, kernelsOf, type Rates } from './calibrate';
import type { GemmRates } from './chunk';
import type { Clock } from './clock';
import { planFidelity, withFp16 } from './fidelity/expected';
import { chooseRung, describeShrinking, ladder, type Rung } from './ladder';
import type { StepTimes } from './steps';
import { positionsOf } from './subject';
import { survive } from './survive';
import type { Verifier } from './verify';
import type { Test } from './workload';

export interface PlanRequest {
  readonly config: ModelConfig;
  readonly formats: readonly ModelFormat[];
  readonly tests: readonly Test[];
  readonly repetitions: number;
  /** Seconds for everything; null: nothing shrinks. */
  readonly budget: Seconds | null;
  /** Of the budget, what tuning may take; 0 where nothing is tuned. */
  readonly tuningTime: Seconds;
  /** Of the budget, for the roofs; 0 where they are not measured. */
  readonly roofTime: Seconds;
  /** Of the budget, to see where a token's time goes; 0 where that is not asked for. */
  readonly profileTime: Seconds;
  /** Tokens of each text that Fable writes; 0 for none. */
  readonly storyTokens: number;
  /** Windows of Fable's passage that are to be read in every format, and the tokens of one; null for none. */
  readonly fidelity: { readonly windows: number; readonly tokens: number } | null;
  /** Weights come from a folder: another shape would be another model. */
  readonly fixedShape: boolean;
}

export interface Plan {
  readonly config: ModelConfig;
  readonly tests: readonly Test[];
  readonly repetitions: number;
  readonly shortestRepetition: Seconds;
  readonly shrunk: readonly string[];
  /** Of the passage, for which time is set aside; how many are read is seen when their turn comes. */
  readonly fidelityWindows: number;
  /** What one of them should take, with loading. */
  readonly fidelityLeast: Seconds;
  readonly times: StepTimes;
  /** Each in the slowest format; null where nothing was timed. */
  readonly gemmRates: GemmRates | null;
}

/** What a slow adapter falls back to. */
const LAST_SHAPE = 'Fable';

/** A repetition of a test on a GPU lasts at least this long; a software adapter takes longer than that anyway. */
const SHORTEST_ON_GPU = seconds(1);

/** The cold run, and warm-ups until two agree. */
const UNTIMED_RUNS = 4;

/** Kernels that a text takes beside those that were timed: the choice of a token, and some of Fable's shape. */
const STORY_KERNELS = 3;

/** Of the budget, for what the estimate does not know. */
const RESERVE = 0.15;

/** A shape by name. @throws TokamarkError `option` that lists the names. */
export function shapeNamed(name: string): ModelConfig {
  const found = SHAPES.find((shape) => shape.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw new TokamarkError({
    code: 'option',
    message: `There is no shape called ${JSON.stringify(name)}.`,
    where: 'shape',
    remedy: `Choose one of ${SHAPES.map((shape) => shape.name).join(', ')}, or give a model folder.`,
  });
}

/** @throws TokamarkError `option` where prompt, depth or tokens exceed the model's positions, or there is nothing to time. */
export function assertFits({ config, tests }: Pick<PlanRequest, 'config' | 'tests'>): void {
  const [longest] = tests.toSorted((a, b) => positionsOf([b]) - positionsOf([a]));
  if (longest === undefined || tests.some(({ tokens }) => tokens < 1)) {
    throw new TokamarkError({
      code: 'option',
      message: 'There is nothing to measure: a test needs at least one token.',
      where: 'prompt, generate',
      remedy: 'Ask for at least one prompt token or one generated token.',
    });
  }
  if (positionsOf(tests) <= config.maxPositions) return;
  throw new TokamarkError({
    code: 'option',
    message: `${config.name} has ${config.maxPositions} positions, and depth ${longest.depth} with ${longest.tokens} tokens needs ${positionsOf(tests)}.`,
    where: 'prompt, generate, depth',
    remedy: 'Ask for fewer tokens or less depth.',
  });
}

/** Whether a plan times the formats: for a budget, and on a GPU also to see how much of a prompt it can take at once. */
export const isTimed = ({ granted }: GpuContext, budget: Seconds | null): boolean =>
  budget !== null || !granted.software;

export interface PlanEvents {
  readonly onProgress: (fraction: number, detail: string) => void;
  /** How fast a format is could not be seen. */
  readonly onProblem: (error: TokamarkError) => void;
}

/** How fast a format is on a device; a test has rates of its own. */
type RateOf = typeof calibrate;

/** Plans a run. Without a budget nothing shrinks, and a software adapter is not even timed for it. */
export async function planRun(
  context: GpuContext,
  verifier: Verifier,
  request: PlanRequest,
  clock: Clock,
  { onProgress, onProblem }: PlanEvents,
  rateOf: RateOf = calibrate,
): Promise<Plan> {
  const { config, budget } = request;
  const shortest = context.granted.software ? seconds(0) : SHORTEST_ON_GPU;
  const asked: Rung = { ...request, shape: config.name };
  const begin = clock.now();
  const rates = isTimed(context, budget)
    ? await timeFormats(context, verifier, request, clock, { onProgress, onProblem }, rateOf)
    : new Map<ModelFormat, Rates>();
  const gemmRates = rates.size === 0 ? null : slowest([...rates.values()]);
  if (budget === null) {
    const fidelityWindows = request.fidelity?.windows ?? 0;
    const times = { ...UNKNOWN_TIMES, fidelity: UNKNOWN_TIMES.fidelity * fidelityWindows };
    return {
      ...request,
      shortestRepetition: shortest,
      shrunk: [],
      fidelityWindows,
      fidelityLeast: seconds(0),
      times,
      gemmRates,
    };
  }

  const shapeOf = (rung: Rung) => (rung.shape === config.name ? config : shapeNamed(rung.shape));
  const fidelity = fidelityPlan(rates, request, budget);
  const times = (rung: Rung): StepTimes => ({
    ...timesOf(shapeOf(rung), rung, rates, shortest, request),
    fidelity: fidelity.seconds,
  });
  const fixed = request.tuningTime + request.roofTime + request.profileTime + fidelity.seconds;
  const left = (budget - fixed - (clock.now() - begin)) * (1 - RESERVE);
  const rungs = ladder(asked, request.fixedShape ? config.name : LAST_SHAPE).filter(
    (each) => positionsOf(each.tests) <= shapeOf(each).maxPositions,
  );
  const rung = chooseRung(rungs, left, (each) => total(times(each), rates.size));
  return {
    config: shapeOf(rung),
    tests: rung.tests,
    repetitions: rung.repetitions,
    shortestRepetition: shortest,
    shrunk: describeShrinking(asked, rung),
    fidelityWindows: fidelity.windows,
    fidelityLeast: fidelity.least,
    times: times(rung),
    gemmRates,
  };
}

const slowest = (rates: readonly Rates[]): GemmRates => ({
  linear: seconds(Math.max(...rates.map(({ gemm }) => gemm))),
  float: seconds(Math.max(...rates.map(({ float }) => float.gemm))),
});

/** How fast each format is; one that could not be timed counts as the slowest of those that were. Empty where none was. */
async function timeFormats(
  context: GpuContext,
  verifier: Verifier,
  { config, formats }: PlanRequest,
  clock: Clock,
  { onProgress, onProblem }: PlanEvents,
  rateOf: RateOf,
): Promise<ReadonlyMap<ModelFormat, Rates>> {
  const rates = new Map<ModelFormat, Rates>();
  for (const [i, format] of formats.entries()) {
    onProgress(i / formats.length, `${config.name} at ${format.toUpperCase()}`);
    const extra = `a first look at how fast ${format.toUpperCase()} is, by which it plans`;
    const found = await survive(context, extra, onProblem, () => rateOf(context, verifier, config, format, clock));
    if (found !== null) rates.set(format, found);
  }
  // What failed here may still run, with other variants of its kernels or at other shapes: it has its place in the plan.
  const [stand] = [...rates.values()].toSorted((a, b) => b.gemv - a.gemv);
  if (stand !== undefined) for (const format of formats) rates.set(format, rates.get(format) ?? stand);
  return rates;
}

/** Shares for the progress bar where nothing was estimated. */
const UNKNOWN_TIMES: StepTimes = {
  ...{ plan: 1, roofs: 0, load: 2, check: 3, tune: 0, measure: 20, profile: 0, story: 3, fidelity: 2 },
};

const total = ({ load, check, measure, story }: Omit<StepTimes, 'fidelity'>, formats: number): number =>
  formats * (load + check + story) + measure;

/** Cold run, warm-ups and repetitions of every test in every format. */
function timesOf(
  config: ModelConfig,
  rung: Rung,
  rates: ReadonlyMap<ModelFormat, Rates>,
  shortest: Seconds,
  request: PlanRequest,
): Omit<StepTimes, 'fidelity'> {
  const runs = rung.repetitions + UNTIMED_RUNS;
  let measure = 0;
  let load = 0;
  let check = 0;
  let story = 0;
  for (const rate of rates.values()) {
    const setUp = expectSetUp(config, rate, kernelsOf(rung.tests));
    for (const test of rung.tests) {
      const pass = expectPass(config, rate, test);
      const context: Test = { phase: 'prefill', depth: 0, tokens: test.depth, batch: test.batch };
      const fill = test.depth === 0 ? 0 : expectPass(config, rate, context);
      measure += UNTIMED_RUNS * (pass + fill) + rung.repetitions * (Math.max(pass, shortest) + fill);
    }
    load = Math.max(load, setUp / 2);
    check = Math.max(check, setUp / 2);
    story = Math.max(story, storySeconds(rate, request.storyTokens));
  }
  return {
    ...{ plan: 2, roofs: 0, load, check, tune: request.tuningTime, profile: 0, story },
    measure: Math.max(measure, runs * 0.01),
  };
}

function fidelityPlan(rates: ReadonlyMap<ModelFormat, Rates>, { fidelity, formats }: PlanRequest, budget: Seconds) {
  if (fidelity === null) return { windows: 0, seconds: seconds(0), least: seconds(0) };
  // Nothing is known of the device: whether there is time is seen when its turn comes.
  if (rates.size === 0) {
    return {
      windows: fidelity.windows,
      seconds: seconds(UNKNOWN_TIMES.fidelity * fidelity.windows),
      least: seconds(0),
    };
  }
  const stand = [...rates.values()][0];
  // FP16 may not have been asked for: another's rates stand for it.
  const all = withFp16(formats).flatMap((format) => rates.get(format) ?? stand ?? []);
  return planFidelity(shapeNamed(LAST_SHAPE), all, fidelity.windows, fidelity.tokens, budget);
}

function storySeconds(rates: Rates, tokens: number): number {
  if (tokens === 0) return 0;
  const config = shapeNamed(LAST_SHAPE);
  const test: Test = { phase: 'decode', depth: 0, tokens, batch: 1 };
  return expectPass(config, rates, test) + expectSetUp(config, rates, STORY_KERNELS);
}
