/** From what a person asks for and what the device can do to the workload that is run. */
import { TokamarkError } from '../foundation/errors';
import { bytes, seconds, type Bytes, type Seconds } from '../foundation/units';
import { RECIPES, type ModelFormat } from '../kernels/recipe';
import type { ModelConfig } from '../model/config';
import { parameterCount, shapeNamed } from '../model/shapes';
import type { Bench } from './bench';
import { calibrate, expectPass, expectSetUp, kernelsOf, type Rates } from './calibrate';
import type { GemmRates } from './chunk';
import { planFidelity, withFp16, type FidelityPlan } from './fidelity/expected';
import { chooseRung, describeShrinking, FEWEST_REPETITIONS, ladder, type Rung } from './ladder';
import { neededBytes, whyTooLarge } from './memory';
import { SHORTEST } from './passes';
import { stepId, type SetAside, type StepTimes } from './steps';
import { settle, type SettledRung } from './settle';
import { rungId, type SettledMemory } from './settled';
import { positionsOf } from './subject';
import { lineShapes, lineTest, shapesFrom } from './suite/line';
import { HEADLINE, HEADLINE_TESTS } from './suite/suite';
import type { Test } from './workload';

export interface PlanRequest {
  readonly config: ModelConfig;
  readonly formats: readonly ModelFormat[];
  readonly tests: readonly Test[];
  readonly repetitions: number;
  readonly setAside: SetAside;
  /** Tokens of each text that Fable writes; 0 for none. */
  readonly storyTokens: number;
  /** Windows of Fable's passage that are to be read in every format, and the tokens of one; null for none. */
  readonly fidelity: { readonly windows: number; readonly tokens: number } | null;
  /** Weights come from a folder: another shape would be another model, and has no line. */
  readonly fixedShape: boolean;
  /** Formats in which smaller models are measured too, to tell what a token costs however small the model. */
  readonly line: readonly ModelFormat[];
  readonly settled: SettledMemory;
}

export interface Plan {
  readonly config: ModelConfig;
  readonly tests: readonly Test[];
  /** Shapes of the smaller models, the largest first; empty where there is no line. */
  readonly line: readonly string[];
  readonly repetitions: number;
  readonly shortestRepetition: Seconds;
  readonly shrunk: readonly string[];
  /** What the headline alone would take, and why memory does not hold it; null where it is not asked for or nothing shrinks. */
  readonly unmet: { readonly seconds: Seconds; readonly bytes: Bytes; readonly tooLarge: string | null } | null;
  /** For how much of it there should be time; how many windows are read is seen when their turn comes. */
  readonly fidelity: Pick<FidelityPlan, 'windows' | 'least'>;
  readonly times: StepTimes;
  /** Each in the slowest format; null where nothing was timed. */
  readonly gemmRates: GemmRates | null;
  /** As what its end is kept; null where nothing is. */
  readonly settledAs: SettledRung['as'];
}

/** Of the model that ships with the product: its texts, and its fidelity. */
const FABLE = 'Fable';

/** The cold run, and warm-ups until two agree. */
const UNTIMED_RUNS = 4;

/** Kernels that a text takes beside those that were timed: the choice of a token, and some of Fable's shape, or most where another is timed. */
const STORY_KERNELS = { fable: 3, another: 10 } as const;

/** Of the budget, for what the estimate does not know. */
const RESERVE = 0.25;

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
export const isTimed = ({ context, budget }: Pick<Bench, 'context' | 'budget'>): boolean =>
  budget.total !== null || !context.granted.software;

/** How fast a format is on a device; a test has rates of its own. */
type RateOf = typeof calibrate;

/** Plans a run. Without a budget nothing shrinks, and a software adapter is not even timed for it. */
export async function planRun(bench: Bench, request: PlanRequest, rateOf: RateOf = calibrate): Promise<Plan> {
  const { config, tests, repetitions, storyTokens } = request;
  const { software } = bench.context.granted;
  const begin = bench.clock.now();
  const rates = isTimed(bench) ? await timeFormats(bench, request, rateOf) : new Map<ModelFormat, Rates>();
  const gemmRates = rates.size === 0 ? null : slowest([...rates.values()]);
  const budget = bench.budget.total;
  if (budget === null) {
    const windows = request.fidelity?.windows ?? 0;
    const times = { ...UNKNOWN_TIMES, fidelity: UNKNOWN_TIMES.fidelity * windows };
    const fidelity = { windows, least: seconds(0) };
    const line = lineOf(request, config.name, tests);
    const shortestRepetition = software ? seconds(0) : SHORTEST.gpu;
    return {
      ...{ config, tests, line, repetitions, shortestRepetition, shrunk: [], fidelity, times, gemmRates },
      ...{ settledAs: null, unmet: null },
    };
  }

  const shapeOf = (rung: Rung) => (rung.shape === config.name ? config : shapeNamed(rung.shape));
  const fidelity = fidelityPlan(rates, request, budget);
  const costs = { rates, storyTokens };
  const times = (rung: Rung): StepTimes => ({
    ...timesOf(shapeOf(rung), rung, costs),
    line: lineSeconds(request, rung, costs),
    fidelity: fidelity.seconds,
  });
  const { tuning, roofs, waterfalls } = request.setAside;
  const fixed = tuning + roofs + waterfalls + fidelity.seconds;
  const left = (budget - fixed - (bench.clock.now() - begin)) * (1 - RESERVE);
  const asked: Rung = { tests, repetitions, shortest: SHORTEST[software ? 'software' : 'gpu'], shape: config.name };
  const rungs = ladder(asked, request.fixedShape ? [config.name] : shapesFrom(config.name)).filter(
    (each) => positionsOf(each.tests) <= shapeOf(each).maxPositions,
  );
  const secondsOf = (each: Rung): number => total(times(each), rates.size);
  const planned = chooseRung(rungs, left, secondsOf);
  const name = JSON.stringify([config.name, rungId(asked), request.formats]);
  const share = (each: Rung): number => secondsOf(each) / Math.max(left, HARDLY_ANY);
  const { rung, as, isKept } = await settle(request.settled, name, { rungs, planned, share });
  return {
    config: shapeOf(rung),
    tests: rung.tests,
    line: lineOf(request, rung.shape, rung.tests),
    repetitions: rung.repetitions,
    shortestRepetition: rung.shortest,
    shrunk: withKept(describeShrinking(asked, rung), isKept && rung !== planned),
    fidelity,
    times: times(rung),
    gemmRates,
    settledAs: as,
    unmet: isHeadlineAsked(request) && rates.size > 0 ? headlineAlone(bench, request, { costs, fixed }) : null,
  };
}

const isHeadlineAsked = ({ config, fixedShape }: PlanRequest): boolean => config.name === HEADLINE.shape && !fixedShape;

interface Look {
  readonly costs: Costs;
  /** Seconds of what does not depend on the workload. */
  readonly fixed: number;
}

/** Its two tests, as often as bounds a median and no oftener: what is offered where the time held something smaller (options/settings.ts). */
function headlineAlone(
  bench: Bench,
  { config, formats }: PlanRequest,
  { costs, fixed }: Look,
): NonNullable<Plan['unmet']> {
  const { software } = bench.context.granted;
  const shortest = software ? seconds(0) : SHORTEST.gpu;
  const rung: Rung = { shape: config.name, tests: HEADLINE_TESTS, repetitions: FEWEST_REPETITIONS, shortest };
  const { plan, ...times } = timesOf(config, rung, costs);
  const refused = formats.map((format) => whyTooLarge(bench, config, RECIPES[format], HEADLINE_TESTS));
  return {
    seconds: seconds(fixed + plan + total({ plan, ...times, line: 0 }, costs.rates.size)),
    bytes: bytes(Math.max(...formats.map((format) => neededBytes(config, RECIPES[format], HEADLINE_TESTS)))),
    // One format that fits is a speed.
    tooLarge: refused.every((why) => why !== null) ? (refused[0] ?? null) : null,
  };
}

/** Seconds, where the look took all that there was. */
const HARDLY_ANY = 1e-3;

/** Beside what shrank: the time may have room for more by now, or for less. */
const KEPT = 'as in earlier runs here, to compare with them; --retune plans anew';

const withKept = (shrunk: readonly string[], isKept: boolean): readonly string[] =>
  isKept && shrunk.length > 0 ? [...shrunk, KEPT] : shrunk;

const slowest = (rates: readonly Rates[]): GemmRates => ({
  linear: seconds(Math.max(...rates.map(({ gemm }) => gemm))),
  float: seconds(Math.max(...rates.map(({ float }) => float.gemm))),
});

/** What a software adapter is timed at, which would spend a sixth of a minute on a layer of a larger model that it will not run. */
const TIMED_ON_SOFTWARE = shapeNamed('SmolLM2-135M');

const timedShape = ({ context }: Bench, config: ModelConfig): ModelConfig =>
  context.granted.software && parameterCount(config) > parameterCount(TIMED_ON_SOFTWARE) ? TIMED_ON_SOFTWARE : config;

/** How fast each format is; one that could not be timed counts as the slowest of those that were. Empty where none was. */
async function timeFormats(
  bench: Bench,
  { config, formats }: PlanRequest,
  rateOf: RateOf,
): Promise<ReadonlyMap<ModelFormat, Rates>> {
  const rates = new Map<ModelFormat, Rates>();
  const timed = timedShape(bench, config);
  for (const [i, format] of formats.entries()) {
    const name = format.toUpperCase();
    bench.events.onProgress(stepId.plan, i / formats.length, `${config.name} at ${name}`);
    const extra = `a first look at how fast ${name} is, by which it plans`;
    const found = await bench.survive(extra, () => rateOf(bench, timed, RECIPES[format]));
    if (found !== null) rates.set(format, found);
  }
  // What failed here may still run, with other variants of its kernels or at other shapes: it has its place in the plan.
  const [stand] = [...rates.values()].toSorted((a, b) => b.gemv - a.gemv);
  if (stand !== undefined) for (const format of formats) rates.set(format, rates.get(format) ?? stand);
  return rates;
}

/** Shares for the progress bar where nothing was estimated. */
const UNKNOWN_TIMES: StepTimes = {
  ...{ plan: 1, load: 2, check: 3, measure: 20, line: 8, story: 3, fidelity: 2 },
};

const total = ({ load, check, measure, line, story }: Omit<StepTimes, 'fidelity'>, formats: number): number =>
  formats * (load + check + story) + measure + line;

/** Shapes of the line beside `shape`. */
const lineOf = ({ line, fixedShape }: PlanRequest, shape: string, tests: readonly Test[]): readonly string[] =>
  fixedShape || line.length === 0 ? [] : lineShapes(shape, tests);

/** Of the smaller models: to make, check and repeat them. */
function lineSeconds(request: PlanRequest, rung: Rung, costs: Costs): number {
  const test = lineTest(rung.tests);
  if (test === undefined) return 0;
  const rates = new Map([...costs.rates].filter(([format]) => request.line.includes(format)));
  const each = lineOf(request, rung.shape, rung.tests).map((shape) => {
    const times = timesOf(shapeNamed(shape), { ...rung, tests: [test] }, { ...costs, rates, storyTokens: 0 });
    return rates.size * (times.load + times.check) + times.measure;
  });
  return each.reduce((sum, one) => sum + one, 0);
}

interface Costs extends Pick<PlanRequest, 'storyTokens'> {
  readonly rates: ReadonlyMap<ModelFormat, Rates>;
}

/** Cold run, warm-ups and repetitions of every test in every format. */
function timesOf(config: ModelConfig, rung: Rung, { rates, storyTokens }: Costs): Omit<StepTimes, 'fidelity' | 'line'> {
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
      measure += UNTIMED_RUNS * (pass + fill) + rung.repetitions * (Math.max(pass, rung.shortest) + fill);
    }
    load = Math.max(load, setUp / 2);
    check = Math.max(check, setUp / 2);
    const kernels = STORY_KERNELS[config.name === FABLE ? 'fable' : 'another'];
    story = Math.max(story, storySeconds(rate, storyTokens, kernels));
  }
  return { plan: 2, load, check, measure: Math.max(measure, runs * 0.01), story };
}

function fidelityPlan(
  rates: ReadonlyMap<ModelFormat, Rates>,
  { fidelity, formats }: PlanRequest,
  budget: Seconds,
): FidelityPlan {
  if (fidelity === null) return { windows: 0, seconds: seconds(0), least: seconds(0) };
  // Nothing is known of the device: whether there is time is seen when its turn comes.
  if (rates.size === 0) {
    const { windows } = fidelity;
    return { windows, seconds: seconds(UNKNOWN_TIMES.fidelity * windows), least: seconds(0) };
  }
  const stand = [...rates.values()][0];
  // FP16 may not have been asked for: another's rates stand for it.
  const all = withFp16(formats).flatMap((format) => rates.get(format) ?? stand ?? []);
  return planFidelity(shapeNamed(FABLE), all, fidelity, budget);
}

function storySeconds(rates: Rates, tokens: number, kernels: number): number {
  if (tokens === 0) return 0;
  const config = shapeNamed(FABLE);
  const test: Test = { phase: 'decode', depth: 0, tokens, batch: 1 };
  return expectPass(config, rates, test) + expectSetUp(config, rates, kernels);
}
