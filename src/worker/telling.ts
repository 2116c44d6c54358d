/**
 * From what the benchmark reports to what a run tells: each report gets the shape of a result, is folded into what is known, and goes out
 * as an event.
 */
import type { Measurement } from '../benchmark/measurement';
import type { Plan } from '../benchmark/plan';
import type { ReportListeners, RunEvents, WrittenStory } from '../benchmark/run-request';
import { stepId, type Step } from '../benchmark/steps';
import { testName, type WeightSource } from '../benchmark/workload';
import { ENGINE } from '../foundation/build';
import { seconds, type Seconds } from '../foundation/units';
import { entryOf } from '../report/entry';
import { fidelityOf, fidelityWarnings } from '../report/fidelity';
import { isSameMeasurement, resultsOf } from '../report/parts/entries';
import { EMPTY_RECORD, foldRun, type RunRecord } from '../report/parts/fold';
import { latencyOf } from '../report/parts/latency';
import { roofsOf, voidedText } from '../report/roofs';
import { passageOf } from '../report/passage';
import type { PlannedStep, RunEvent } from '../report/run-event';
import type { Guards, ResultEntry, Story, Warning } from '../report/schema';
import { sustainedOf } from '../report/sustained';
import { UNFINISHED } from './result-of';
import { tuningOf } from '../report/tuning';
import { waterfallOf } from '../report/waterfall';

/** A text that the contestants go on with. */
export interface ReadText {
  readonly decode: (tokens: readonly number[]) => string;
  /** What a reader sees of it before what is written after `depth` tokens and one more. */
  readonly endOf: (depth: number) => string;
}

export class Telling {
  private known = EMPTY_RECORD;
  /** Null until the run has one. */
  private planned: Plan | null = null;
  private source: WeightSource | null = null;
  private steps: readonly Step[] = [];
  /** Of the text that the contestants read; null where they read none. */
  private reading: ReadText | null = null;
  /** The step that runs, and how far it is. */
  private now: { readonly step: string; readonly fraction: number } = { step: stepId.measure, fraction: 0 };

  /**
   * @param onTimestamps that they were compared with the clock, and with what outcome
   * @param began when the run did, by the bench's clock
   */
  constructor(
    private readonly onEvent: (event: RunEvent) => void,
    private readonly onTimestamps: (timestamps: NonNullable<Guards['timestamps']>) => void,
    private readonly began: Seconds = seconds(0),
  ) {}

  get record(): RunRecord {
    return this.known;
  }

  get plan(): Plan | null {
    return this.planned;
  }

  /** Of the workloads; null until one was told of. */
  get weights(): WeightSource | null {
    return this.source;
  }

  tell(event: RunEvent): void {
    this.known = foldRun(this.known, event);
    this.onEvent(event);
  }

  /** From now on what the contestants write is told as text. */
  reads(text: ReadText): void {
    this.reading = text;
  }

  warn(warning: Warning): void {
    this.tell({ type: 'warning', warning });
  }

  /** The step that runs goes on later, since `detail`. */
  waiting(detail: string): void {
    this.tell({ type: 'progress', ...this.now, detail });
  }

  readonly events: RunEvents = {
    onPlan: (steps, plan, headline) => {
      this.planned = plan;
      this.steps = steps;
      const workload = plan === null ? null : { shape: plan.config.name, tests: plan.tests };
      const unmet = headline ? undefined : (plan?.unmet ?? undefined);
      this.tell({ type: 'plan', steps: weighed(steps), shrunk: plan?.shrunk ?? [], headline, unmet, workload });
    },
    onProgress: (step, fraction, detail) => {
      this.now = { step, fraction };
      const title = this.steps.find(({ id }) => id === step)?.title ?? step;
      // As long as nobody hears of its end.
      if (title !== this.known.failure?.step)
        this.tell({ type: 'parts', parts: { failure: { ...UNFINISHED, step: title } } });
      this.tell({ type: 'progress', step, fraction, detail });
    },
    onVerified: (verified) => this.tell({ type: 'verified', verified: { ...verified } }),
    onProblem: ({ code, message, remedy, details }) =>
      this.warn({ code, message: `${message} ${remedy}`, ...(details === '' ? {} : { details }) }),
    onReport: (kind, report) => this.reports[kind](report),
  };

  private readonly reports: ReportListeners = {
    measurement: (measurement) => this.onMeasurement(measurement),
    roofs: (measured) => {
      const roofs = roofsOf(measured);
      this.tell({ type: 'roofs', roofs });
      for (const one of roofs.voided ?? []) this.warn({ code: 'roof', message: voidedText(one) });
    },
    timestamps: ({ trusted, gpu, clock }) => this.onTimestamps({ trusted, gpuSeconds: gpu, clockSeconds: clock }),
    waterfall: (profiled) => {
      const entry = this.entryWhere(
        ({ engine, format, test, model }) =>
          model.name === this.planned?.config.name &&
          engine === profiled.contestant.engine &&
          format === profiled.contestant.recipe.id &&
          test === testName(profiled.test),
      );
      if (entry === undefined) return;
      this.tell({ type: 'waterfall', waterfall: waterfallOf(profiled, entry, this.known.roofs) });
    },
    sustained: (sustained) => this.tell({ type: 'sustained', sustained: sustainedOf(sustained) }),
    text: ({ format, piece }) => this.tell({ type: 'text', format, piece }),
    story: (written) => {
      const story = storyOf(written);
      this.tell({ type: 'story', story });
      const { engine, format, model } = story;
      const latency = latencyOf({ engine, format, model, of: 'text' }, [written.writing.times]);
      if (latency !== null) this.tell({ type: 'parts', parts: { latency: [...(this.known.latency ?? []), latency] } });
    },
    fidelity: ({ fidelity: measured, final }) => {
      const fidelity = fidelityOf(measured);
      this.tell({ type: 'fidelity', fidelity });
      if (final) fidelityWarnings(fidelity).forEach((warning) => this.warn(warning));
    },
    less: ({ what, reason }) => this.warn({ code: what, message: reason }),
    streamed: ({ planned: { contestant, model }, passes }) => {
      const { engine, recipe } = contestant;
      const latency = latencyOf({ engine, format: recipe.id, model: model.name, of: 'repetitions' }, passes);
      if (latency !== null) this.tell({ type: 'parts', parts: { latency: [...(this.known.latency ?? []), latency] } });
    },
    written: ({ planned: { contestant, model, test }, tokens }) => {
      if (this.reading === null) return;
      const { engine, recipe } = contestant;
      const one = {
        ...{ model: model.name, engine, format: recipe.id, test: testName(test), tokens: [...tokens] },
        ...{ prompt: this.reading.endOf(test.depth), text: this.reading.decode(tokens) },
      };
      this.tell({ type: 'parts', parts: { written: [...this.known.written, one] } });
    },
    passage: (passage) => this.tell({ type: 'parts', parts: { passage: passageOf(passage) } }),
    tuned: (outcome) => this.tell({ type: 'tuned', tuning: tuningOf(outcome) }),
  };

  private onMeasurement(measurement: Measurement): void {
    const { planned, status, state } = measurement;
    const { contestant, workload } = planned;
    if (contestant.weights === null) this.source = workload.weights;
    const final = status !== 'running';
    const alone = { type: 'sample', entry: entryOf(measurement, 'cancelled', this.began), final } as const;
    // What runs interleaved has its intervals in common, so that none is made alone.
    const { entries, roofs } = foldRun(this.known, alone);
    const entry = resultsOf(entries, roofs).find((one) => isSameMeasurement(one, alone.entry));
    if (entry === undefined) return;
    const told = { ...alone, entry };
    // From the very first run on: a person should see a number early, if only a provisional one.
    if (final || state !== null) this.tell(told);
    else this.known = foldRun(this.known, told);
  }

  private entryWhere(is: (entry: ResultEntry) => boolean): ResultEntry | undefined {
    return this.known.entries.find(({ entry }) => is(entry))?.entry;
  }
}

function weighed(steps: readonly Step[]): PlannedStep[] {
  const all = steps.reduce((sum, step) => sum + step.expected, 0) || 1;
  return steps.map(({ id, title, expected }) => ({ id, title, weight: expected / all }));
}

function storyOf({ format, prompt, text, writing, temperature, seed }: WrittenStory): Story {
  const { decodeSeconds, tokens } = writing;
  return {
    model: 'Fable',
    engine: ENGINE,
    ...{ format, prompt, text, temperature, seed },
    tokens: tokens.length,
    tokensPerSecond: decodeSeconds === null || decodeSeconds === 0 ? null : (tokens.length - 1) / decodeSeconds,
  };
}
