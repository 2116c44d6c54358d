/**
 * When to warm up, how often to repeat, in which order, what does not count and when to stop. It knows neither GPU nor model:
 * what it runs is behind an interface, and its tests run it on a fake executor and clock.
 */
import { seconds, type Seconds } from '../foundation/units';
import { shuffled, uniform } from '../foundation/random';
import type { Clock } from './clock';
import type { Guard } from './guards/guard';
import type { Watch } from './guards/watch';
import { expendable, pace, type Pace } from './pace';
import { passesFor } from './passes';

/** What is repeated: one test (pp512, tg64) in one format. */
export interface Series {
  readonly id: string;
  /** Runs the test `passes` times back to back and gives the seconds of all of them together. */
  readonly run: (passes: number) => Promise<Seconds>;
  /** Seconds of its first run, where it has run already. */
  readonly cold?: Seconds | null;
  /** Where time runs short, the larger is left out first, and the least never (see pace.ts); 0 where it is not given. */
  readonly rank?: number;
}

/** What is left of the time for everything. */
export interface TimeLeft {
  readonly left: () => Seconds;
  /** Of that, what is kept for what follows the repetitions. */
  readonly reserved: () => Seconds;
}

export interface Policy {
  readonly repetitions: number;
  /** Two successive warm-up runs agree where they differ by at most this share of the longer. */
  readonly agreement: number;
  /** Warm-up ends here even without agreement. */
  readonly mostWarmUps: number;
  /** A repetition lasts at least this long, of as many passes as that takes. */
  readonly shortestRepetition: Seconds;
  /** Below these only what has no time at all; see pace.ts. */
  readonly fewestRepetitions: number;
  /** How often a repetition that a guard has voided is tried again; then it is missing. */
  readonly mostRetries: number;
  readonly seed: number;
  /** Where a run repeats several sets of series one after the other: what the earlier ones have numbered. */
  readonly from?: Numbering;
}

/** What a run has numbered so far: the next of each. */
export interface Numbering {
  readonly order: number;
  readonly round: number;
}

/** What is next once a series has come to `state`. */
export const numberedUpTo = ({ order, round }: Numbering, { repetitions, voided }: SeriesState): Numbering => ({
  order: Math.max(order, 1 + (repetitions.at(-1)?.order ?? -1), 1 + (voided.at(-1)?.order ?? -1)),
  round: Math.max(round, 1 + (repetitions.at(-1)?.round ?? -1)),
});

export interface SeriesState {
  /** Seconds of the very first run. */
  readonly cold: Seconds | null;
  readonly warmUp: readonly Seconds[];
  /** Warm-up ended with two runs that agree. */
  readonly agreed: boolean;
  readonly passes: number;
  readonly repetitions: readonly Timed[];
  /** What was timed while a guard was seen: kept, with its reason, and never counted. */
  readonly voided: readonly (Omit<Timed, 'round'> & { readonly guard: Guard })[];
  /** It was left out from here on, since there was no time for it. */
  readonly leftOut: boolean;
}

export interface Timed {
  /** Counts everything that was timed, across series, in the order in which it ran. */
  readonly order: number;
  /** What has the same round ran side by side: no two sets of series of a run share one. */
  readonly round: number;
  readonly seconds: Seconds;
  /** By the bench's clock. Its timed passes are the `seconds` before: what fills their context runs ahead of them. */
  readonly ended: Seconds;
}

/** What the policy goes by. */
export interface PolicyBench {
  readonly clock: Clock;
  readonly watch: Watch;
  readonly time: TimeLeft;
}

/** Called after every run of `id`, with all that is known of it. */
export type OnRun = (id: string, state: SeriesState) => void;

/** Repeats every series as `policy` says. What is thrown by a run ends it; all states up to then have been reported. */
export async function repeat(
  series: readonly Series[],
  policy: Policy,
  bench: PolicyBench,
  onRun: OnRun,
): Promise<void> {
  await new Repeating(series, policy, bench, onRun).run();
}

interface Running extends Required<Pick<Series, 'id' | 'run' | 'rank'>> {
  state: SeriesState;
  /** What its next repetition should take, with all that precedes it; 0 before its first run. */
  expected: Seconds;
}

class Repeating {
  private readonly running: Running[];
  private readonly cold: ReadonlyMap<string, Seconds | null>;
  private order: number;

  constructor(
    series: readonly Series[],
    private readonly policy: Policy,
    private readonly bench: PolicyBench,
    private readonly onRun: OnRun,
  ) {
    this.running = series.map(({ id, run, rank = 0 }) => ({ id, run, rank, state: START, expected: seconds(0) }));
    this.cold = new Map(series.map(({ id, cold = null }) => [id, cold]));
    this.order = policy.from?.order ?? 0;
  }

  async run(): Promise<void> {
    const { policy } = this;
    const first = policy.from?.round ?? 0;
    // The least rank first: the others are warmed up only where there is time for them.
    const ranks = [...new Set(this.running.map(({ rank }) => rank))].sort((a, b) => a - b);
    for (const rank of ranks) {
      for (const one of this.running.filter((each) => each.rank === rank)) {
        if (rank === ranks[0] || this.hasRoom()) await this.warmUp(one);
        else this.leaveOut([one]);
      }
    }
    const random = uniform(policy.seed);
    for (let round = 0; round < policy.repetitions; round++) {
      while (this.pace(round) === 'leave-out') this.leaveOut(expendable(this.active()));
      if (this.pace(round) === 'stop') return;
      // Every order is equally likely, so that warming and throttling favour no format.
      for (const one of shuffled(this.active(), random)) await this.repetition(one, first + round);
    }
  }

  private active(): readonly Running[] {
    return this.running.filter(({ state }) => !state.leftOut);
  }

  private pace(round: number): Pace {
    const { reserved, left } = this.bench.time;
    return pace({
      round,
      fewest: this.policy.fewestRepetitions,
      series: this.active(),
      left: left(),
      reserved: reserved(),
    });
  }

  /** Whether the fewest repetitions of all that has run so far fit. */
  private hasRoom(): boolean {
    const { left, reserved } = this.bench.time;
    const one = this.active().reduce((sum, { expected }) => sum + expected, 0);
    return this.policy.fewestRepetitions * one <= left() - reserved();
  }

  private leaveOut(series: readonly Running[]): void {
    for (const one of series) this.report(one, { leftOut: true });
  }

  private report(one: Running, change: Partial<SeriesState>): void {
    one.state = { ...one.state, ...change };
    this.onRun(one.id, one.state);
  }

  private async warmUp(one: Running): Promise<void> {
    const { policy } = this;
    const { watch } = this.bench;
    this.report(one, { cold: this.cold.get(one.id) ?? (await this.pass(one, 1)) });
    // Where all time is spent, what is repeated once anyway is not run once more before.
    while (one.state.warmUp.length === 0 ? this.bench.time.left() > 0 : !warm(one.state, policy) && this.hasRoom()) {
      await watch.calm();
      await watch.still();
      this.report(one, { warmUp: [...one.state.warmUp, await this.pass(one, 1)] });
    }
    const last = one.state.warmUp.at(-1) ?? one.state.cold ?? 0;
    const passes = passesFor(policy.shortestRepetition, last);
    one.expected = seconds(one.expected + (passes - 1) * last);
    this.report(one, { agreed: agree(one.state.warmUp, policy), passes });
  }

  private async repetition(one: Running, round: number): Promise<void> {
    const { policy } = this;
    const { watch, clock, time } = this.bench;
    for (let attempt = 0; attempt <= policy.mostRetries; attempt++) {
      if (attempt > 0 && one.expected > time.left()) return;
      await watch.calm();
      await watch.still();
      const from = clock.now();
      const taken = await this.pass(one, one.state.passes);
      const timed = { order: this.order, seconds: taken, ended: clock.now() };
      this.order += 1;
      const guard = await watch.voided(from, timed.ended);
      if (guard === null) return this.report(one, { repetitions: [...one.state.repetitions, { ...timed, round }] });
      this.report(one, { voided: [...one.state.voided, { ...timed, guard }] });
    }
  }

  private async pass(one: Running, passes: number): Promise<Seconds> {
    const { clock } = this.bench;
    const from = clock.now();
    const taken = await one.run(passes);
    one.expected = seconds(clock.now() - from);
    return taken;
  }
}

const START: SeriesState = {
  ...{ cold: null, warmUp: [], agreed: false, passes: 1, repetitions: [], voided: [], leftOut: false },
};

/** The state of a series for which there was no time at all. */
export const LEFT_OUT: SeriesState = { ...START, leftOut: true };

/** The state of a series of which only the first run is known. */
export const afterCold = (cold: Seconds): SeriesState => ({ ...START, cold });

function warm({ warmUp }: SeriesState, policy: Policy): boolean {
  return warmUp.length >= policy.mostWarmUps || agree(warmUp, policy);
}

function agree(warmUp: readonly Seconds[], { agreement }: Policy): boolean {
  const [a, b] = warmUp.slice(-2);
  return a !== undefined && b !== undefined && Math.abs(a - b) <= agreement * Math.max(a, b);
}
