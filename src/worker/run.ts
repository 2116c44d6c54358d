/** The protocol's `run`: a benchmark run as events and one result, whatever way it ends. */
import { Bench } from '../benchmark/bench';
import { openFidelityFiles } from '../benchmark/fidelity/files';
import { runBenchmark } from '../benchmark/run';
import type { Extras, RunEvents, WrittenStory } from '../benchmark/run-request';
import type { Clock } from '../benchmark/clock';
import type { Measurement } from '../benchmark/measurement';
import { guardWarning, ruleOf, type Guard } from '../benchmark/guards/guard';
import type { GuardLog } from '../benchmark/guards/guard-log';
import { isIgnored, watchOf } from '../benchmark/guards/watch';
import type { Plan } from '../benchmark/plan';
import { stepId, type Step } from '../benchmark/steps';
import { ExtraLoss, without } from '../benchmark/survive';
import { profileOf, SUITE } from '../benchmark/suite/suite';
import { fileDigest, testName, type Test } from '../benchmark/workload';
import type { GpuContext } from '../device/context';
import { asTokamarkError, type TokamarkError } from '../foundation/errors';
import { seconds, type Bytes } from '../foundation/units';
import { openModelFiles, openModelWeights } from '../model/files/folder';
import { entryOf } from '../report/entry';
import { fidelityOf, fidelityWarnings } from '../report/fidelity';
import { formatRatios } from '../report/format-ratio';
import { replayRecord } from '../report/receipt/replay';
import { sustainedOf, throttles } from '../report/sustained';
import { scoresOf } from '../report/scores/score';
import { underRoofs, waterfallOf } from '../report/waterfall';
import { orderWarnings, STATISTICS, withIntervals } from '../report/statistics';
import { roofsOf, voidedText, withBandwidthShare } from '../report/roofs';
import {
  RESULT_SCHEMA,
  type Fidelity,
  type Guards,
  type Result,
  type ResultEntry,
  type Roofs,
  type Story,
  type Sustained,
  type Waterfall,
  type Warning,
} from '../report/schema';
import { tuningOf } from '../report/tuning';
import { TuningMemory } from '../tuning/memory';
import { mergeOutcomes, NOT_TUNED, type TuningOutcome } from '../tuning/outcome';
import { tuningKey, type TuningStore } from '../tuning/store';
import { TuningLoss } from '../tuning/tune-sites';
import { assertReplay, receiptOfRun } from './run-receipt';
import type { EngineDescription, PlannedStep, RunEvent, RunRequest } from './protocol';

/** What a run needs of the engine and its host. */
export interface RunPlace {
  readonly context: GpuContext;
  /** A new device in the place of one that was lost, or hangs. */
  readonly reopen: () => Promise<GpuContext>;
  readonly description: EngineDescription;
  /** Main memory, where it is known. */
  readonly memory: Bytes | null;
  readonly tuningStore: TuningStore;
  /** Nobody else is known to use the GPU. */
  readonly alone: boolean;
  readonly guards: GuardLog;
}

/** How often a run begins again because a candidate of the tuner, or a roof, took the device along. */
const MOST_LOSSES = 3;

/** Everything that is thrown ends up in the result: what was measured before is never lost. */
export async function run(
  place: RunPlace,
  request: RunRequest,
  clock: Clock,
  signal: AbortSignal,
  onEvent: (event: RunEvent) => void,
): Promise<Result> {
  const startedAt = new Date().toISOString();
  const begin = clock.now();
  const { description } = place;
  const collected = new Collected(description.warnings, place.guards, onEvent);
  const { software } = place.context.granted;
  place.guards.begin((guard) => {
    // Once a run, however often it comes.
    const said = collected.warnings.some(({ code }) => code === guard);
    if (!said && !isIgnored(guard, software)) collected.warn(guardWarning(guard));
  });
  if (!place.alone) place.guards.notice({ guard: 'another-tab', active: true });
  const watch = watchOf(place.guards, {
    clock,
    signal,
    software,
    onWaiting: (guard) => collected.waiting(guard),
  });
  let error: TokamarkError | null = null;
  try {
    const model =
      request.model === null
        ? { shape: request.shape ?? '' }
        : { folder: await openModelWeights(request.model), weights: request.model.weights };
    const story = request.story === null ? null : await openModelFiles(request.story);
    await assertReplay(request, (weights) => fileDigest(weights, signal));
    const fidelity = await fidelityOfRun(request, collected, signal);
    const tuning = await tuningOfRun(place, request, collected);
    const { memory } = place;
    const { repetitions, seed, sustained, waterfalls } = request;
    const asked = {
      ...{ model, repetitions, seed, tuning },
      // Twice the same would be two measurements of one workload.
      formats: [...new Set(request.formats)],
      tests: distinct(request.tests),
    };
    let { context } = place;
    let lostRoofs = false;
    for (let losses = 0; ; losses++) {
      const spent = clock.now() - begin;
      const budget = request.budgetSeconds === null ? null : seconds(Math.max(1, request.budgetSeconds - spent));
      try {
        const bench = new Bench({ context, signal, events: collected.events, clock, watch, budget, memory });
        const roofs = request.roofs && !lostRoofs;
        await runBenchmark(bench, { ...asked, extras: { roofs, waterfalls, sustained, story, fidelity } });
        break;
      } catch (thrown) {
        if (losses === MOST_LOSSES || signal.aborted) throw thrown;
        if (thrown instanceof ExtraLoss) {
          lostRoofs = true;
          collected.events.onProblem(without(thrown.extra, thrown));
        } else if (thrown instanceof TuningLoss) collected.beginAgain(thrown);
        else throw thrown;
        context = await place.reopen();
      }
    }
  } catch (thrown) {
    error = asTokamarkError(thrown);
  }
  place.guards.notice({ guard: 'another-tab', active: false });
  if (error?.code === 'device-lost') place.guards.mark('device-lost');
  if (collected.sustained !== null && throttles(collected.sustained) === true) {
    place.guards.mark('throttled');
  }
  place.guards.end();
  const cancelled = error?.code === 'cancelled' || signal.aborted;
  const measurements = [...collected.measurements.values()];
  const results = collected.entries();
  for (const warning of orderWarnings(results)) collected.warn(warning);
  const failed = error !== null || measurements.some(({ status }) => status === 'failed');
  return {
    schema: RESULT_SCHEMA,
    engine: description.engine,
    adapter: description.adapter,
    environment: description.environment,
    startedAt,
    elapsedSeconds: clock.now() - begin,
    status: cancelled ? 'cancelled' : failed ? 'failed' : 'complete',
    error: cancelled ? null : error === null ? null : { ...error.toData() },
    suite: { name: SUITE, profile: profileOf(request) },
    receipt: receiptOfRun(request, collected.plan, measurements[0]?.workload.weights ?? null, description.engine),
    replay: request.receipt === null ? null : replayRecord(request.receipt, description.engine),
    plan: { headline: collected.headline, budgetSeconds: request.budgetSeconds, shrunk: [...collected.shrunk] },
    tuning:
      request.tuning === 'off' ? tuningOf(NOT_TUNED) : collected.tuning === null ? null : tuningOf(collected.tuning),
    roofs: collected.roofs,
    sustained: collected.sustained,
    waterfalls: request.waterfalls ? collected.waterfalls : null,
    // Worked out of the speeds afterwards, where the person's device and prices are known.
    energy: null,
    guards: { periods: periodsOf(place.guards, begin), timestamps: collected.timestamps },
    statistics: STATISTICS,
    results,
    formatRatios: formatRatios(results),
    scores: error === null && !cancelled ? scoresOf(results, description.adapter.software) : null,
    fidelity: collected.fidelity,
    stories: collected.stories,
    warnings: collected.warnings,
  };
}

/** Null: it is not measured, since nobody asked for it or its files do not serve, which is said. */
async function fidelityOfRun(
  { fidelity, fidelityFiles }: RunRequest,
  collected: Collected,
  signal: AbortSignal,
): Promise<Extras['fidelity']> {
  if (fidelity === null) return null;
  if (fidelityFiles === null) {
    collected.warn({ code: 'fidelity', message: NO_FIDELITY_FILES });
    return null;
  }
  try {
    return { input: await openFidelityFiles(fidelityFiles, signal), windows: fidelity.windows };
  } catch (thrown) {
    const error = asTokamarkError(thrown);
    if (error.code === 'cancelled') throw error;
    collected.events.onProblem(error);
    return null;
  }
}

const NO_FIDELITY_FILES =
  'Fidelity was not measured: the small model that it is measured with, or its passage, is not there.';

/** Null: defaults run. */
async function tuningOfRun(
  { context, description, tuningStore }: RunPlace,
  { tuning }: RunRequest,
  collected: Collected,
): Promise<TuningMemory | null> {
  if (tuning === 'off') return null;
  const key = tuningKey(context.granted, description.environment, description.engine.shaderHash);
  const memory = new TuningMemory(tuningStore, key, collected.events.onProblem);
  if (tuning === 'again') await memory.forget();
  return memory;
}

/** Gathers what a run reports, and passes it on. */
class Collected {
  /** By workload id: the latest state of each, in the order in which they were first heard of. */
  readonly measurements = new Map<string, Measurement>();
  readonly stories: Story[] = [];
  readonly warnings: Warning[];
  tuning: TuningOutcome | null = null;
  roofs: Roofs | null = null;
  fidelity: Fidelity | null = null;
  sustained: Sustained | null = null;
  readonly waterfalls: Waterfall[] = [];
  timestamps: Guards['timestamps'] = null;
  /** The step that runs, and how far it is. */
  private now: { readonly step: string; readonly fraction: number } = { step: stepId.measure, fraction: 0 };
  headline = false;
  plan: Plan | null = null;
  shrunk: readonly string[] = [];

  constructor(
    warnings: readonly Warning[],
    private readonly guards: GuardLog,
    private readonly onEvent: (event: RunEvent) => void,
  ) {
    this.warnings = [...warnings];
  }

  readonly events: RunEvents = {
    onPlan: (steps, plan, headline) => {
      this.headline = headline;
      this.plan = plan;
      this.shrunk = plan?.shrunk ?? [];
      const workload = plan === null ? null : { shape: plan.config.name, tests: plan.tests };
      this.onEvent({ type: 'plan', steps: weighed(steps), shrunk: this.shrunk, workload });
    },
    onProgress: (step, fraction, detail) => {
      this.now = { step, fraction };
      this.onEvent({ type: 'progress', step, fraction, detail });
    },
    onVerified: (verified) => this.onEvent({ type: 'verified', verified: { ...verified } }),
    onMeasurement: (measurement) => {
      this.measurements.set(measurement.workloadId, measurement);
      const final = measurement.status !== 'running';
      // From the very first run on: a person should see a number early, if only a provisional one.
      const entry = final || measurement.state !== null ? this.entry(measurement) : undefined;
      if (entry !== undefined) this.onEvent({ type: 'sample', entry, final });
    },
    onRoofs: (roofs) => {
      const found = roofsOf(roofs);
      this.roofs = found;
      this.onEvent({ type: 'roofs', roofs: found });
      // What was profiled before is held against what is known of the device now.
      for (const [i, one] of this.waterfalls.entries()) {
        const entry = this.entry(one);
        if (entry !== undefined) this.waterfalls[i] = underRoofs(one, entry, found);
      }
      for (const one of found.voided ?? []) this.warn({ code: 'roof', message: voidedText(one) });
    },
    onTimestamps: ({ trusted, gpu, clock }) => {
      this.timestamps = { trusted, gpuSeconds: gpu, clockSeconds: clock };
      if (!trusted) this.guards.mark('clock-disagrees');
    },
    onWaterfall: (profiled) => {
      const name = testName(profiled.test);
      const measured = [...this.measurements.values()];
      const of = measured.find(({ format, test }) => format === profiled.format && test === name);
      const entry = of === undefined ? undefined : this.entry(of);
      if (entry === undefined) return;
      const waterfall = waterfallOf(profiled, entry, this.roofs);
      this.waterfalls.push(waterfall);
      this.onEvent({ type: 'waterfall', waterfall });
    },
    onSustained: (sustained) => {
      this.sustained = sustainedOf(sustained);
      this.onEvent({ type: 'sustained', sustained: this.sustained });
    },
    onText: (format, piece) => this.onEvent({ type: 'text', format, piece }),
    onStory: (written) => {
      const story = storyOf(written);
      this.stories.push(story);
      this.onEvent({ type: 'story', story });
    },
    onFidelity: (measured, final) => {
      this.fidelity = fidelityOf(measured);
      this.onEvent({ type: 'fidelity', fidelity: this.fidelity });
      if (final) fidelityWarnings(this.fidelity).forEach((warning) => this.warn(warning));
    },
    onLess: (code, message) => this.warn({ code, message }),
    onTuned: (outcome) => {
      this.tuning = this.tuning === null ? outcome : mergeOutcomes(this.tuning, outcome);
    },
    onProblem: ({ code, message, remedy, details }) =>
      this.warn({ code, message: `${message} ${remedy}`, ...(details === '' ? {} : { details }) }),
  };

  /** A repetition waits for this to pass. */
  waiting(guard: Guard): void {
    const { step, fraction } = this.now;
    this.events.onProgress(step, fraction, `waiting: ${ruleOf(guard).message}`);
  }

  /** All that is known so far: what runs interleaved has its intervals in common, so that none is made alone. */
  entries(): ResultEntry[] {
    const entries = withIntervals([...this.measurements.values()].map((measurement) => entryOf(measurement)));
    return entries.map((entry) => withBandwidthShare(entry, this.roofs));
  }

  private entry({ workloadId }: Pick<Measurement, 'workloadId'>): ResultEntry | undefined {
    return this.entries().find((entry) => entry.workloadId === workloadId);
  }

  warn(warning: Warning): void {
    this.warnings.push(warning);
    this.onEvent({ type: 'warning', warning });
  }

  /** The device is gone, and with it what was loaded on it. */
  beginAgain({ message, where }: TuningLoss): void {
    this.measurements.clear();
    this.waterfalls.length = 0;
    this.tuning = null;
    this.warn({
      code: 'tuning',
      message: `${message} It happened while a kernel was tuned (${where}): that variant is left out, and the run began again.`,
    });
  }
}

/** Each test once: twice the same would be one workload. */
const distinct = (tests: readonly Test[]): Test[] => [...new Map(tests.map((test) => [testName(test), test])).values()];

const periodsOf = (guards: GuardLog, begin: number): Guards['periods'] =>
  guards.all.map(({ guard, from, to }) => ({ guard, from: from - begin, to: to === null ? null : to - begin }));

function weighed(steps: readonly Step[]): PlannedStep[] {
  const all = steps.reduce((sum, step) => sum + step.expected, 0) || 1;
  return steps.map(({ id, title, expected }) => ({ id, title, weight: expected / all }));
}

function storyOf({ format, prompt, text, writing, temperature, seed }: WrittenStory): Story {
  const { decodeSeconds, tokens } = writing;
  return {
    model: 'Fable',
    ...{ format, prompt, text, temperature, seed },
    tokens: tokens.length,
    tokensPerSecond: decodeSeconds === null || decodeSeconds === 0 ? null : (tokens.length - 1) / decodeSeconds,
  };
}
