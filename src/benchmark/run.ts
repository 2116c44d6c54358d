/**
 * A whole run, top-down: plan, roofs, measure, and then each step of AFTER. Says what happens through events; knows no file
 * format.
 */
import type { GpuContext } from '../device/context';
import { throwIfCancelled } from '../foundation/cancel';
import { asTokamarkError } from '../foundation/errors';
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
import { checkTimestamps, type TimestampCheck } from './guards/timestamps';
import { measure, type Measured, type MeasureEvents } from './measure';
import { Foresight } from './foresight';
import { assertFits, isTimed, planRun, shapeNamed, type Plan } from './plan';
import type { Measurement } from './measurement';
import { closeRoofs } from './roofs/close-roofs';
import { reachedBy, reachedWithin } from './roofs/evidence';
import { LATER_VISIT, RoofMeter, roofSeconds } from './roofs/measure-roofs';
import type { TimeLeft } from './policy';
import type { RunEvents, RunRequest } from './run-request';
import { stepId, stepsOf, type StepTimes } from './steps';
import { STORY } from './story-settings';
import { HEADLINE, HEADLINE_TESTS } from './suite/suite';
import { ExtraLoss, survive } from './survive';
import { Verifier } from './verify';
import { profileLoaded, profileSeconds, UNHURRIED, type Waterfall } from './waterfall/profile-loaded';
import { fileDigest, syntheticSource, testName, type Test, type WeightSource } from './workload';

/** What follows the measurement, in this order; each decides by the request whether it has anything to do. */
const AFTER: readonly AfterStep[] = [sustainedDecode, stories, fidelity];

/** Of the budget, what is given out: the last piece may take longer than was foreseen, and buffers must be freed. */
const WITHIN = 0.97;
/** Of the budget, what repetitions beyond the fewest leave alone: what follows may take longer than it should. */
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
    tuningTime: request.tuning === null ? seconds(0) : seconds(tuningBudget(context)),
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

  let timestamps: TimestampCheck | null = null;
  let meter: RoofMeter | null = null;
  if (request.roofs) {
    const { onVerified, onProblem } = events;
    let visited = false;
    const onProgress = (fraction: number, detail: string) =>
      visited
        ? events.onProgress(request.waterfalls ? stepId.profile : stepId.measure, 1, `${detail}, once more`)
        : events.onProgress(stepId.roofs, fraction, detail);
    meter = new RoofMeter(context, verifier, request.memory, clock, signal, { onProgress, onVerified, onProblem });
    try {
      timestamps = await survive(context, 'the check of the GPU’s timestamps', onProblem, () =>
        checkTimestamps(context, verifier, clock, signal),
      );
      if (timestamps !== null) events.onTimestamps(timestamps);
      events.onRoofs(await meter.first());
      visited = true;
    } catch (thrown) {
      const error = asTokamarkError(thrown);
      throw error.code === 'device-lost' ? new ExtraLoss('the measured roofs', error) : error;
    }
  }

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
  // Less than planned where the device turns out faster. Never more: what follows is cut short by itself, and speed comes first.
  const afterwards = () =>
    Math.min(1, pace()) * AFTER.reduce((sum, step) => sum + step.reserved(request, plan.times), 0);
  const margin = MARGIN * (request.budget ?? 0);
  const laterVisit = LATER_VISIT * planRequest.roofTime;
  const time: TimeLeft = {
    left: () => budget.left(),
    reserved: () => seconds(planRequest.profileTime + laterVisit + afterwards() + margin),
  };
  const measurements = new Map<string, Measurement>();
  const waterfalls: Waterfall[] = [];
  const whileLoaded = async (loaded: readonly Measured[]): Promise<void> => {
    if (!request.waterfalls) return;
    const formats = new Set(loaded.map(({ subject }) => subject.format)).size;
    const spare = PROFILE_SHARE * (budget.left() - laterVisit - afterwards() - margin);
    const most = request.budget === null ? UNHURRIED : Math.min(UNHURRIED, Math.max(planRequest.profileTime, spare));
    await profileLoaded(context, verifier, loaded, {
      ...{ clock, signal, watch, timestamps: timestamps?.trusted ?? null },
      onWaterfall: (waterfall) => {
        waterfalls.push(waterfall);
        events.onWaterfall(waterfall);
      },
      budget: seconds(Math.max(0, Math.min((most * formats) / request.formats.length, budget.left()))),
      onProgress: (fraction, detail) => events.onProgress(stepId.profile, fraction, detail),
    });
  };
  const tuning = { tuningBudget: planRequest.tuningTime };
  const measured = {
    ...request,
    ...plan,
    mostRepetitions: request.repetitions,
    ...tuning,
    source,
    makeWeights,
    watch,
    time,
    whileLoaded,
  };
  const choices = new Map<string, string>();
  await measure(context, verifier, measured, clock, signal, {
    ...measureEvents(events, foresight),
    onMeasurement: (measurement) => {
      measurements.set(measurement.workloadId, measurement);
      events.onMeasurement(measurement);
    },
    onTuned: (outcome) => {
      for (const { id, chosen } of outcome.sites) choices.set(id, chosen);
      events.onTuned(outcome);
    },
  });
  if (meter !== null) {
    const reached = [...reachedBy([...measurements.values()], plan.config), ...reachedWithin(waterfalls)];
    const left = seconds(budget.left() - afterwards() - laterVisit);
    events.onRoofs(await closeRoofs(meter, reached, left));
  }
  const trusted = timestamps?.trusted ?? false;
  const place = {
    context,
    verifier,
    timestamps: trusted,
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
