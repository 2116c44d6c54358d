/**
 * Measures every test in every format: load, check, a first run so that a number appears early, tune, check what was chosen,
 * repeat. Knows neither page nor file formats: it says what happens through events, and whatever was measured is in them.
 */
import type { GpuContext } from '../device/context';
import { throwIfCancelled } from '../foundation/cancel';
import { TokamarkError } from '../foundation/errors';
import type { Bytes, Seconds } from '../foundation/units';
import type { ModelFormat } from '../kernels/format';
import { describeLosses } from '../model/weights/range-words';
import type { ModelWeights } from '../model/weights/weights';
import type { TuningMemory } from '../tuning/memory';
import type { TuningOutcome } from '../tuning/outcome';
import { Board, type BoardRequest } from './board';
import type { GemmRates } from './chunk';
import type { Clock } from './clock';
import type { Watch } from './guards/watch';
import { FEWEST_REPETITIONS } from './ladder';
import { assertMemory } from './memory';
import { lessThanAsked } from './less';
import { middle, perToken, samplesOf, withSubject, type Measurement } from './measurement';
import {
  afterCold,
  numberedUpTo,
  repeat,
  type Numbering,
  type Series,
  type SeriesState,
  type TimeLeft,
} from './policy';
import { loadSubject, onePass, seriesId, seriesOf, transformersOf, type Subject } from './subject';
import { endsEverything, survive } from './survive';
import { shallowest, tuneSubject, untuned } from './tune-subject';
import { usesOf, type Verified, type Verifier } from './verify';
import { tokensInAll, type Test } from './workload';

export interface MeasureRequest extends BoardRequest {
  readonly makeWeights: (format: ModelFormat) => Promise<ModelWeights>;
  /** Seconds per multiply-accumulate of a GEMM; null where it is not known. */
  readonly gemmRates: GemmRates | null;
  /** Main memory of this machine, where it is known: a software adapter has no other. */
  readonly memory: Bytes | null;
  /** As planned. */
  readonly repetitions: number;
  /** As asked for: where the plan has fewer and the time turns out to hold more, more are made. */
  readonly mostRepetitions: number;
  readonly shortestRepetition: Seconds;
  readonly time: TimeLeft;
  readonly seed: number;
  /** Null: nothing is tuned. */
  readonly tuning: TuningMemory | null;
  /** For all formats together. */
  readonly tuningBudget: Seconds;
  readonly watch: Watch;
  /** After the repetitions of the formats that memory holds together, before they are freed. */
  readonly whileLoaded: (measured: readonly Measured[]) => Promise<void>;
}

/** A test that was measured, of a model that is still there. */
export interface Measured {
  readonly subject: Subject;
  readonly test: Test;
  readonly measurement: Measurement;
}

/** Of the time that is left where loading took longer than planned, the most for tuning one format. */
const TUNING_SHARE = 0.1;

/** Of a repetition that a guard has voided. */
const MOST_RETRIES = 3;

export type MeasureStep = 'load' | 'check' | 'tune' | 'measure';

export interface MeasureEvents {
  readonly onStep: (step: MeasureStep, format: ModelFormat | null, fraction: number, detail: string) => void;
  readonly onVerified: (verified: Verified) => void;
  /** After every change of a measurement; the last one has a status other than `running`. */
  readonly onMeasurement: (measurement: Measurement) => void;
  readonly onTuned: (outcome: TuningOutcome) => void;
  /** Something failed that the measurement survives. */
  readonly onProblem: (error: TokamarkError) => void;
  /** What a format's range took from the weights, where it is worth saying, as a sentence. */
  readonly onLosses: (losses: string) => void;
  /** Why less was measured than was asked for, as sentences. */
  readonly onLess: (reason: string) => void;
}

/** @throws TokamarkError `cancelled`, `device-lost`: what ends everything. A format that fails alone is a failed measurement. */
export async function measure(
  context: GpuContext,
  verifier: Verifier,
  request: MeasureRequest,
  clock: Clock,
  signal: AbortSignal | null,
  events: MeasureEvents,
): Promise<void> {
  await new Measuring(context, verifier, request, clock, signal, events).run();
}

const hasCode = (thrown: unknown, ...codes: readonly TokamarkError['code'][]): boolean =>
  thrown instanceof TokamarkError && codes.includes(thrown.code);

/** A subject whose first run may have been made. */
interface Loaded {
  readonly subject: Subject;
  /** Of decode at the least depth; null where it has not run yet. */
  readonly cold: Seconds | null;
}

/** What ends one format while several are repeated together. */
class FormatFailure extends Error {
  constructor(
    readonly format: ModelFormat,
    override readonly cause: unknown,
  ) {
    super(`${format} failed`);
  }
}

/** What its runs throw, unless it ends everything, is its format's. */
const failingAlone = (series: Series, format: ModelFormat): Series => ({
  ...series,
  run: async (passes) => {
    try {
      return await series.run(passes);
    } catch (thrown) {
      throw endsEverything(thrown) ? thrown : new FormatFailure(format, thrown);
    }
  },
});

class Measuring {
  private readonly board: Board;
  /** Formats that memory does not hold together are repeated apart, and what a failure cut off anew: these share no round. */
  private numbered: Numbering = { order: 0, round: 0 };

  constructor(
    private readonly context: GpuContext,
    private readonly verifier: Verifier,
    private readonly request: MeasureRequest,
    private readonly clock: Clock,
    private readonly signal: AbortSignal | null,
    private readonly events: MeasureEvents,
  ) {
    this.board = new Board(request, events.onMeasurement);
  }

  async run(): Promise<void> {
    let waiting: readonly ModelFormat[] = this.request.formats;
    try {
      while (waiting.length > 0) waiting = await this.together(waiting);
    } catch (thrown) {
      this.board.end(this.request.formats, thrown);
      throw thrown;
    }
  }

  /** Measures as many of `formats` together as memory holds, and gives those that are left. */
  private async together(formats: readonly ModelFormat[]): Promise<readonly ModelFormat[]> {
    const loaded: Loaded[] = [];
    const later: ModelFormat[] = [];
    try {
      for (const format of formats) {
        try {
          loaded.push(await this.load(format));
        } catch (thrown) {
          if (endsEverything(thrown)) throw thrown;
          if (hasCode(thrown, 'out-of-memory') && loaded.length > 0) later.push(format);
          else this.board.end([format], thrown);
        }
      }
      const ready: Loaded[] = [];
      for (const [i, one] of loaded.entries()) {
        try {
          await this.tune(one.subject, i, loaded.length);
          ready.push(one);
        } catch (thrown) {
          if (endsEverything(thrown)) throw thrown;
          this.board.end([one.subject.format], thrown);
        }
      }
      await this.repeatEach(ready);
    } finally {
      for (const { subject } of loaded) subject.model.dispose();
    }
    return later;
  }

  private async load(format: ModelFormat): Promise<Loaded> {
    const { tuning } = this.request;
    throwIfCancelled(this.signal);
    const subject = await this.fitting(format);
    const lost = describeLosses(subject.model.transformer.weights.losses, format);
    if (lost !== null) this.events.onLosses(lost);
    try {
      return {
        subject,
        cold: (await this.checkDefaults(subject)) && tuning !== null ? await this.firstRun(subject) : null,
      };
    } catch (thrown) {
      subject.model.dispose();
      throw thrown;
    }
  }

  /** With as many sequences at once as this device holds: tests of more fail alone. @throws what refuses the fewest too */
  private async fitting(format: ModelFormat): Promise<Subject> {
    for (let { tests } = this.request; ;) {
      try {
        return await this.loadFor(tests, format);
      } catch (thrown) {
        const most = Math.max(...tests.map(({ batch }) => batch));
        const fewer = tests.filter(({ batch }) => batch < most);
        if (!hasCode(thrown, 'too-large') || fewer.length === 0) throw thrown;
        this.board.end([format], thrown, ({ batch }) => batch === most);
        tests = fewer;
      }
    }
  }

  private loadFor(tests: readonly Test[], format: ModelFormat): Promise<Subject> {
    const { config, memory } = this.request;
    const what = `${config.name} at ${format.toUpperCase()}`;
    assertMemory(this.context, config, format, tests, memory);
    this.events.onStep('load', format, 0, what);
    const makeWeights = () => this.request.makeWeights(format);
    return this.context.guarded(what, () =>
      loadSubject(this.context, { ...this.request, tests, format, makeWeights }, this.signal),
    );
  }

  /** Gives false where a kernel's default variant is wrong here and another may be right. */
  private async checkDefaults(subject: Subject): Promise<boolean> {
    try {
      await this.check(subject);
      return true;
    } catch (thrown) {
      if (this.request.tuning === null || !hasCode(thrown, 'kernel-check')) throw thrown;
      return false;
    }
  }

  /** Every kernel that `subject` uses now. @throws TokamarkError `kernel-check`. */
  private async check(subject: Subject, step: 'check' | 'tune' = 'check'): Promise<void> {
    const { format } = subject;
    if (step === 'check') this.events.onStep(step, format, 0, 'kernels against their references');
    const all = transformersOf(subject).flatMap((transformer) => usesOf(transformer, transformer.greedy));
    const uses = [...new Map(all.map((use) => [use.id, use])).values()];
    const verified = await this.verifier.verify(uses, (one, fraction) => {
      this.events.onVerified(one);
      if (step === 'check') this.events.onStep(step, format, fraction, one.shape);
    });
    for (const one of this.board.of(subject)) {
      this.board.set(one, { ...withSubject(one.measurement, subject, one.test), verified });
    }
  }

  /** One decode pass with the default variants: a number early. It is the cold run of decode at the least depth. */
  private async firstRun(subject: Subject): Promise<Seconds | null> {
    const first = shallowest(subject.tests, 'decode');
    const decode = this.board.of(subject).find(({ test }) => test === first);
    if (decode === undefined) return null;
    const { taken } = await onePass(subject, decode.test, this.clock);
    this.board.set(decode, { ...withSubject(decode.measurement, subject, decode.test), state: afterCold(taken) });
    return taken;
  }

  private async tune(subject: Subject, index: number, of: number): Promise<void> {
    const { tuning: memory, tuningBudget, formats } = this.request;
    if (memory === null) return;
    const { clock, signal } = this;
    const { left, reserved } = this.request.time;
    const budget = Math.min(tuningBudget / formats.length, TUNING_SHARE * Math.max(0, left() - reserved()));
    const onProgress = (fraction: number, detail: string) =>
      this.events.onStep('tune', null, (index + fraction) / of, detail);
    onProgress(0, subject.format.toUpperCase());
    const extra = `tuned kernels at ${subject.format.toUpperCase()}`;
    const outcome = await survive(this.context, extra, this.events.onProblem, () =>
      tuneSubject(this.context, this.verifier, subject, { memory, clock, budget, signal, onProgress }),
    );
    if (outcome === null) await untuned(subject);
    else this.events.onTuned(outcome);
    await this.check(subject, 'tune');
  }

  /** A format that fails while it runs costs itself alone: the others begin their warm-up again, with the first run that they had. */
  private async repeatEach(loaded: readonly Loaded[]): Promise<void> {
    for (let ready = loaded; ready.length > 0;) {
      try {
        return await this.repeat(ready);
      } catch (thrown) {
        if (!(thrown instanceof FormatFailure)) throw thrown;
        this.board.end([thrown.format], thrown.cause);
        ready = ready.filter(({ subject }) => subject.format !== thrown.format);
      }
    }
  }

  private async repeat(loaded: readonly Loaded[]): Promise<void> {
    const { request, clock, board } = this;
    const active = loaded.flatMap(({ subject, cold }) =>
      board.of(subject).map((one) => {
        // Of the last repetition, whether it counts or not.
        const last: { firstToken: Seconds | null } = { firstToken: null };
        one.measurement = { ...one.measurement, firstToken: [] };
        const entry = { one, subject, id: seriesId(one.format, one.test), last };
        const series = seriesOf(subject, one.test, clock, ({ firstToken, work }) => {
          last.firstToken = firstToken.length > 0 ? middle(firstToken) : null;
          one.measurement = { ...one.measurement, counters: perToken(work, tokensInAll(one.test)) };
        });
        const ran = one.test === shallowest(subject.tests, 'decode');
        const first = one.measurement.state?.cold ?? (ran ? cold : null);
        return { ...entry, series: { ...failingAlone(series, subject.format), cold: first } };
      }),
    );
    // Per series: the cold run, two to four warm-ups, and the repetitions.
    const expected = active.length * (request.repetitions + 4);
    let done = 0;
    const onRun = (id: string, state: SeriesState) => {
      done += 1;
      this.numbered = numberedUpTo(this.numbered, state);
      const entry = active.find((each) => each.id === id);
      if (entry === undefined) return;
      const repetitions = state.repetitions.length;
      board.set(entry.one, {
        ...withSubject(entry.one.measurement, entry.subject, entry.one.test),
        state,
        // One for each repetition that counts.
        firstToken:
          entry.last.firstToken !== null && entry.one.measurement.firstToken.length < repetitions
            ? [...entry.one.measurement.firstToken, entry.last.firstToken]
            : entry.one.measurement.firstToken,
      });
      const what =
        repetitions === 0 ? 'warming up' : `repetition ${repetitions} of ${Math.max(repetitions, request.repetitions)}`;
      this.events.onStep('measure', null, Math.min(1, done / expected), `${id}: ${what}`);
    };
    const policy = {
      repetitions: request.mostRepetitions,
      agreement: 0.05,
      mostWarmUps: 4,
      shortestRepetition: request.shortestRepetition,
      fewestRepetitions: Math.min(request.repetitions, FEWEST_REPETITIONS),
      mostRetries: MOST_RETRIES,
      seed: request.seed,
      from: this.numbered,
    };
    await repeat(
      active.map(({ series }) => series),
      policy,
      clock,
      onRun,
      request.watch,
      request.time,
    );
    for (const { one } of active)
      board.set(one, { status: samplesOf(one.measurement).length > 0 ? 'complete' : 'cancelled' });
    const less = lessThanAsked(
      active.map(({ one }) => one.measurement),
      request.mostRepetitions,
    );
    if (less !== null) this.events.onLess(less);
    await request.whileLoaded(
      active.map(({ one, subject }) => ({ subject, test: one.test, measurement: one.measurement })),
    );
  }
}
