/** Repeats the contestants that are loaded together, by the policy, and reports each run as a new state of its measurement. */
import type { Seconds } from '../../foundation/units';
import type { Running } from '../board';
import { FEWEST_REPETITIONS } from '../ladder';
import { lessThanAsked } from '../less';
import { perToken } from '../../model/counters';
import { middle, samplesOf, type MeasuredTest } from '../measurement';
import { numberedUpTo, repeat, type Numbering, type Policy, type Series, type SeriesState } from '../policy';
import { stepId } from '../steps';
import { seriesOf, type LoadedContestant, type Passes } from '../contestant';
import { seriesId, type Entrant } from '../entrant';
import { endsEverything } from '../survive';
import { lineTest } from '../suite/line';
import { shallowest } from '../tune-subject';
import { testInWords, tokensInAll } from '../workload';
import type { Ready } from './load-contestant';
import type { Measuring } from './measuring';

/** Two warm-up runs agree within this share of the longer. */
const AGREEMENT = 0.05;
const MOST_WARM_UPS = 4;
/** Of a repetition that a guard has voided. */
const MOST_RETRIES = 3;

/** What ends one entrant while several are repeated together. */
class FailedAlone extends Error {
  constructor(
    readonly entrant: Entrant,
    override readonly cause: unknown,
  ) {
    super(`${entrant.name} failed`);
  }
}

/** What its runs throw, unless it ends everything, is its entrant's. */
const failingAlone = (series: Series, entrant: Entrant): Series => ({
  ...series,
  run: async (passes) => {
    try {
      return await series.run(passes);
    } catch (thrown) {
      throw endsEverything(thrown) ? thrown : new FailedAlone(entrant, thrown);
    }
  },
});

/** A measurement while it is repeated. */
class Repeated {
  readonly id: string;
  /** Of the last repetition, whether it counts or not. */
  private firstToken: Seconds | null = null;
  private times: readonly Seconds[] = [];
  private tokens: readonly number[] = [];
  /** Repetitions that count, as heard last. */
  private counted = 0;
  /** When each token of the last pass of every repetition that counts was known. */
  readonly streamed: (readonly Seconds[])[] = [];
  /** What the last pass of them has written; empty where the engine does not say. */
  written: readonly number[] = [];

  constructor(
    readonly one: Running,
    readonly loaded: LoadedContestant,
  ) {
    this.id = seriesId(one.entrant, one.planned.test);
    one.measurement = { ...one.measurement, firstToken: [] };
  }

  onPasses({ firstToken, work, times, tokens }: Passes): void {
    const { one } = this;
    this.times = times;
    this.tokens = tokens;
    this.firstToken = firstToken.length > 0 ? middle(firstToken) : null;
    if (work !== null)
      one.measurement = { ...one.measurement, counters: perToken(work, tokensInAll(one.planned.test)) };
  }

  /** Of the last repetition, once it counts. */
  onCounted({ repetitions }: SeriesState): void {
    if (repetitions.length === this.counted) return;
    this.counted = repetitions.length;
    if (this.times.length > 1) this.streamed.push(this.times);
    this.written = this.tokens;
  }

  /** The times to the first token: one for each repetition that counts. */
  firstTokens({ repetitions }: SeriesState): readonly Seconds[] {
    const { firstToken: known } = this.one.measurement;
    return this.firstToken !== null && known.length < repetitions.length ? [...known, this.firstToken] : known;
  }
}

export class Repeating {
  /** Contestants that memory does not hold together are repeated apart, and what a failure cut off anew: these share no round. */
  private numbered: Numbering = { order: 0, round: 0 };

  constructor(
    private readonly measuring: Measuring,
    private readonly whileLoaded: (measured: readonly MeasuredTest[]) => Promise<void>,
  ) {}

  /** One that fails while it runs costs itself alone: the others begin their warm-up again, with the first run that they had. */
  async each(all: readonly Ready[]): Promise<void> {
    for (let ready = all; ready.length > 0;) {
      try {
        return await this.together(ready);
      } catch (thrown) {
        if (!(thrown instanceof FailedAlone)) throw thrown;
        this.measuring.board.end([thrown.entrant], thrown.cause);
        ready = ready.filter(({ entrant }) => entrant !== thrown.entrant);
      }
    }
  }

  private async together(ready: readonly Ready[]): Promise<void> {
    const { bench, run, board } = this.measuring;
    const { clock, watch, budget } = bench;
    run.foresight.onReady();
    const repeated: Repeated[] = [];
    const series = ready.flatMap(({ entrant, loaded, cold }) =>
      board.of(entrant, loaded.tests).map((one) => {
        const entry = new Repeated(one, loaded);
        repeated.push(entry);
        const { test } = one.planned;
        const timed = seriesOf(entry.id, loaded, test, (passes) => entry.onPasses(passes));
        const ran = test === shallowest(loaded.tests, 'decode');
        return { ...failingAlone(timed, entrant), cold: one.measurement.state?.cold ?? (ran ? cold : null) };
      }),
    );
    const time = { left: () => budget.left(), reserved: () => run.kept.afterRepetitions() };
    await repeat(series, this.policy(), { clock, watch, time }, this.hearing(repeated));
    for (const { one } of repeated) {
      board.set(one, { status: samplesOf(one.measurement).length > 0 ? 'complete' : 'cancelled' });
    }
    for (const { one, streamed, written } of repeated) {
      const { entrant, planned } = one;
      if (!entrant.isHeadline || planned.test !== lineTest(entrant.tests)) continue;
      if (streamed.length > 0) bench.events.onReport('streamed', { planned, passes: streamed });
      if (written.length > 0) bench.events.onReport('written', { planned, tokens: written });
    }
    const less = lessThanAsked(
      repeated.map(({ one }) => one.measurement),
      run.asked.repetitions,
    );
    if (less !== null) bench.events.onReport('less', { what: 'budget', reason: less });
    await this.whileLoaded(repeated.map(({ one, loaded }) => ({ loaded, measurement: one.measurement })));
  }

  private policy(): Policy {
    const { asked, plan } = this.measuring.run;
    return {
      // Where the plan has fewer and the time turns out to hold more, more are made.
      repetitions: asked.repetitions,
      agreement: AGREEMENT,
      mostWarmUps: MOST_WARM_UPS,
      shortestRepetition: plan.shortestRepetition,
      fewestRepetitions: Math.min(plan.repetitions, FEWEST_REPETITIONS),
      mostRetries: MOST_RETRIES,
      seed: asked.seed,
      from: this.numbered,
    };
  }

  /** Hears of each run, and tells it as progress and as a new state of its measurement. */
  private hearing(repeated: readonly Repeated[]) {
    const { bench, run, board } = this.measuring;
    const most = run.asked.repetitions;
    // Per series: the cold run, two to four warm-ups, and the repetitions, of which time may allow fewer.
    const expected = repeated.length * (most + MOST_WARM_UPS);
    const from = bench.clock.now();
    let done = 0;
    /** All are made, or the time is over: whichever is nearer. It never stands still, and comes to 1 at the end alone. */
    const fraction = (): number => {
      const spent = bench.clock.now() - from;
      const left = Math.max(0, bench.budget.left() - run.kept.afterRepetitions());
      return Math.min(1, Math.max(done / expected, spent > 0 ? spent / (spent + left) : 0));
    };
    return (id: string, state: SeriesState): void => {
      done += 1;
      this.numbered = numberedUpTo(this.numbered, state);
      const entry = repeated.find((each) => each.id === id);
      if (entry === undefined) return;
      const { one, loaded } = entry;
      entry.onCounted(state);
      board.set(one, { facts: loaded.facts(one.planned.test), state, firstToken: entry.firstTokens(state) });
      const made = state.repetitions.length;
      const of = bench.budget.total === null ? 'of' : 'of at most';
      // The count first: on a phone the end of the line may be cut.
      const what = made === 0 ? 'Warming up' : `Repetition ${made} ${of} ${most}`;
      bench.events.onProgress(
        stepId.measure,
        fraction(),
        `${what}: ${one.entrant.name}, ${testInWords(one.planned.test)}`,
      );
    };
  }
}
