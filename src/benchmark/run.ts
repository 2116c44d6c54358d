/**
 * A whole run, top-down: plan, roofs, measure, and then each step of AFTER. Says what happens through events; knows no file
 * format.
 */
import type { GpuContext } from '../device/context';
import { throwIfCancelled } from '../foundation/cancel';
import { seconds } from '../foundation/units';
import type { ModelFormat } from '../kernels/format';
import { weightsFromFiles } from '../model/weights/from-files';
import { generatorUses, syntheticWeights } from '../model/weights/synthetic';
import { tuningBudget } from '../tuning/tune-sites';
import type { AfterStep } from './after/after-step';
import { BudgetTime } from './budget-time';
import { fidelity } from './after/fidelity';
import { stories } from './after/stories';
import { sustainedDecode } from './after/sustained';
import type { Clock } from './clock';
import { measure, type Measured, type MeasureEvents } from './measure';
import { Foresight } from './foresight';
import { KeptTime } from './kept-time';
import { assertFits, isTimed, planRun, shapeNamed, type Plan } from './plan';
import { LATER_VISIT, roofSeconds } from './roofs/measure-roofs';
import { RunRoofs } from './roofs/run-roofs';
import type { RunEvents, RunRequest } from './run-request';
import { stepId, stepsOf, type StepTimes } from './steps';
import { STORY } from './story-settings';
import { HEADLINE, HEADLINE_TESTS } from './suite/suite';
import { Verifier } from './verify';
import { profileLoaded, profileSeconds, UNHURRIED } from './waterfall/profile-loaded';
import { batchesOf, fileDigest, syntheticSource, testName, type Test, type WeightSource } from './workload';

/** What follows the measurement, in this order; each decides by the request whether it has anything to do. */
const AFTER: readonly AfterStep[] = [sustainedDecode, stories, fidelity];

/** Of the budget, what is given out: the last piece may take longer than was foreseen, and buffers must be freed. */
const WITHIN = 0.97;
/** Of the budget, what is kept on top of what is foreseen (see kept-time.ts). */
const MARGIN = 0.05;
/** Of what is left of the budget once all is measured and what follows has its time, how much waterfalls may take. */
const PROFILE_SHARE = 0.5;

/** Weights of a synthetic model: one seed, so that everybody computes the same. */
const WEIGHT_SEED = 1;

/** Before anything is known of the device. */
const FIRST_GUESS: StepTimes = {
  ...{ plan: 3, roofs: 0, load: 2, check: 3, tune: 5, measure: 30, profile: 0, story: 4, fidelity: 6 },
};

/**
 * @throws TokamarkError `cancelled`, `device-lost`, `option`, ...: what ended the run. Everything measured until then has been
 * reported. ExtraLoss where the device was lost over the roofs: nothing else was lost with it.
 */
export async function runBenchmark(
  context: GpuContext,
  request: RunRequest,
  clock: Clock,
  signal: AbortSignal | null,
  events: RunEvents,
): Promise<void> {
  const budget = new BudgetTime(clock, request.budget === null ? null : seconds(WITHIN * request.budget));
  const watch = budget.watching(request.watch);
  const verifier = new Verifier(context, signal);
  const config = request.model?.folder.config ?? shapeNamed(request.shape);
  const planRequest = {
    ...request,
    config,
    storyTokens: request.story === null ? 0 : STORY.tokens,
    // Each number of sequences has variants of its own to choose from.
    tuningTime: seconds(
      request.tuning === null ? 0 : tuningBudget(context) * Math.max(1, batchesOf(request.tests).length),
    ),
    roofTime: request.roofs ? roofSeconds(context) : seconds(0),
    fidelity:
      request.fidelity === null
        ? null
        : { windows: request.fidelity.windows, tokens: request.fidelity.input.reference.perplexity.window },
    profileTime: request.waterfalls ? profileSeconds(context) : seconds(0),
    fixedShape: request.model !== null,
  };
  assertFits(planRequest);
  const steps = (given: StepTimes) => {
    const { tuningTime: tune, roofTime: roofs, profileTime: profile } = planRequest;
    const times = { ...given, tune, roofs, profile };
    const after = AFTER.flatMap((step) => step.steps(request, times));
    return [...stepsOf(request.formats, isTimed(context, request.budget), times), ...after];
  };
  events.onPlan(steps(FIRST_GUESS), null, false);
  const plan = await planRun(context, verifier, planRequest, clock, {
    onProgress: (fraction, detail) => events.onProgress(stepId.plan, fraction, detail),
    onProblem: events.onProblem,
  });
  events.onPlan(steps(plan.times), plan, isHeadline(request, plan));

  const roofs = request.roofs ? new RunRoofs(context, verifier, request, clock, signal, events) : null;
  const timestamps = roofs === null ? null : await roofs.begin();

  const source: WeightSource =
    request.model === null ? syntheticSource(WEIGHT_SEED) : { sha256: await fileDigest(request.model.weights, signal) };
  const makeWeights = async (format: ModelFormat, step = stepId.load(format)) => {
    const onProgress = (fraction: number) => {
      throwIfCancelled(signal);
      // A step of its own goes on from the beginning once its weights are there.
      events.onProgress(
        step,
        step === stepId.load(format) ? fraction : 0,
        `${plan.config.name} at ${format.toUpperCase()}`,
      );
    };
    if (request.model !== null) {
      return weightsFromFiles(context, plan.config, request.model.folder.tensors, format, onProgress);
    }
    await verifier.verify(generatorUses(format), events.onVerified);
    return syntheticWeights(context, plan.config, format, WEIGHT_SEED, onProgress);
  };
  const foresight = new Foresight(clock);
  const pace = () => foresight.factor(plan.times);
  const kept = new KeptTime(
    {
      waterfalls: planRequest.profileTime,
      roofs: seconds(LATER_VISIT * planRequest.roofTime),
      after: seconds(AFTER.reduce((sum, step) => sum + step.reserved(request, plan.times), 0)),
      margin: seconds(MARGIN * (request.budget ?? 0)),
    },
    pace,
  );
  const whileLoaded = async (loaded: readonly Measured[]): Promise<void> => {
    if (!request.waterfalls) return;
    const formats = new Set(loaded.map(({ subject }) => subject.format)).size;
    const spare = PROFILE_SHARE * (budget.left() - kept.afterWaterfalls());
    const most = request.budget === null ? UNHURRIED : Math.min(UNHURRIED, Math.max(planRequest.profileTime, spare));
    await profileLoaded(context, verifier, loaded, {
      ...{ clock, signal, watch, timestamps: timestamps?.trusted ?? null },
      onWaterfall: (waterfall) => {
        roofs?.onWaterfall(waterfall);
        events.onWaterfall(waterfall);
      },
      budget: seconds(Math.max(0, Math.min((most * formats) / request.formats.length, budget.left()))),
      onProgress: (fraction, detail) => events.onProgress(stepId.profile, fraction, detail),
    });
  };
  const measured = {
    ...request,
    ...plan,
    mostRepetitions: request.repetitions,
    tuningBudget: planRequest.tuningTime,
    source,
    makeWeights,
    watch,
    time: { left: () => budget.left(), reserved: () => kept.afterRepetitions() },
    whileLoaded,
  };
  const choices = new Map<string, string>();
  await measure(context, verifier, measured, clock, signal, {
    ...measureEvents(events, foresight),
    onMeasurement: (measurement) => {
      roofs?.onMeasurement(measurement);
      events.onMeasurement(measurement);
    },
    onTuned: (outcome) => {
      for (const { id, chosen } of outcome.sites) choices.set(id, chosen);
      events.onTuned(outcome);
    },
  });
  await roofs?.end(plan.config, seconds(budget.left() - kept.fromRoofs()));
  const place = {
    context,
    verifier,
    request,
    plan,
    source,
    makeWeights,
    choices,
    clock,
    signal,
    events,
    watch,
    budget,
    pace: pace(),
  };
  for (const step of AFTER) await step.run(place);
}

const measureEvents = (events: RunEvents, foresight: Foresight): Omit<MeasureEvents, 'onTuned' | 'onMeasurement'> => ({
  onStep: (step, format, fraction, detail) => {
    if (step === 'tune' || step === 'measure') foresight.onReady();
    // Told once when it begins; its progress is told by who makes the weights.
    else if (step === 'load') foresight.onLoad();
    events.onProgress(
      step === 'measure' || step === 'tune' ? stepId[step] : format === null ? stepId.measure : stepId[step](format),
      fraction,
      detail,
    );
  },
  onVerified: events.onVerified,
  onProblem: events.onProblem,
  onLosses: (losses) => events.onLess('weights', losses),
  onLess: (reason) => events.onLess('budget', reason),
});

/** Whether the headline is among what is run. */
function isHeadline({ model }: RunRequest, { config, tests }: Plan): boolean {
  const has = (wanted: Test) => tests.some((test) => testName(test) === testName(wanted));
  return model === null && config.name === HEADLINE.shape && HEADLINE_TESTS.every(has);
}
