/**
 * When to warm up, how often to repeat, in which order, what does not count and when to stop. It knows neither GPU nor model:
 * what it runs is behind an interface, and its tests run it on a fake executor and clock.
 */
import type { Seconds } from '../foundation/units';
import { uniform } from '../kernels/random';
import type { Clock } from './clock';
import type { Guard } from './guards/guard';
import { UNWATCHED, type Watch } from './guards/watch';

/** What is repeated: one test (pp512, tg64) in one format. */
export interface Series {
  readonly id: string;
  /** Runs the test `passes` times back to back and gives the seconds of all of them together. */
  readonly run: (passes: number) => Promise<Seconds>;
  /** Seconds of its first run, where it has run already. */
  readonly cold?: Seconds | null;
}

export interface Policy {
  readonly repetitions: number;
  /** Two successive warm-up runs agree where they differ by at most this share of the longer. */
  readonly agreement: number;
  /** Warm-up ends here even without agreement. */
  readonly mostWarmUps: number;
  /** A repetition lasts at least this long, of as many passes as that takes. */
  readonly shortestRepetition: Seconds;
  /** Once the clock has passed this, no round begins beyond the fewest repetitions; null: all are run. */
  readonly deadline: Seconds | null;
  readonly fewestRepetitions: number;
  /** How often a repetition that a guard has voided is tried again; then it is missing. */
  readonly mostRetries: number;
  readonly seed: number;
}

export interface SeriesState {
  /** Seconds of the very first run. */
  readonly cold: Seconds | null;
  readonly warmUp: readonly Seconds[];
  /** Warm-up ended with two runs that agree. */
  readonly agreed: boolean;
  readonly passes: number;
  readonly repetitions: readonly Timed[];
  /** What was timed while a guard was seen: kept, with its reason, and never counted. */
  readonly voided: readonly (Timed & { readonly guard: Guard })[];
}

export interface Timed {
  /** Counts everything that was timed, across series, in the order in which it ran. */
  readonly order: number;
  readonly seconds: Seconds;
}

/** Called after every run of `id`, with all that is known of it. */
export type OnRun = (id: string, state: SeriesState) => void;

/** Repeats every series as `policy` says. What is thrown by a run ends it; all states up to then have been reported. */
export async function repeat(
  series: readonly Series[],
  policy: Policy,
  clock: Clock,
  onRun: OnRun,
  watch: Watch = UNWATCHED,
): Promise<void> {
  const running = series.map((one) => ({ ...one, state: START }));
  const report = (one: (typeof running)[number], change: Partial<SeriesState>) => {
    one.state = { ...one.state, ...change };
    onRun(one.id, one.state);
  };
  for (const one of running) {
    report(one, { cold: one.cold ?? (await one.run(1)) });
    while (!warm(one.state, policy)) {
      await watch.calm();
      report(one, { warmUp: [...one.state.warmUp, await one.run(1)] });
    }
    const last = one.state.warmUp.at(-1) ?? one.state.cold ?? 0;
    const passes = Math.max(1, Math.ceil(policy.shortestRepetition / Math.max(last, SHORTEST_PASS)));
    report(one, { agreed: agree(one.state.warmUp, policy), passes });
  }
  const random = uniform(policy.seed);
  let order = 0;
  const repetition = async (one: (typeof running)[number]): Promise<void> => {
    for (let attempt = 0; attempt <= policy.mostRetries; attempt++) {
      await watch.calm();
      const from = clock.now();
      const timed = { order, seconds: await one.run(one.state.passes) };
      order += 1;
      const guard = await watch.voided(from, clock.now());
      if (guard === null) return report(one, { repetitions: [...one.state.repetitions, timed] });
      report(one, { voided: [...one.state.voided, { ...timed, guard }] });
    }
  };
  for (let round = 0; round < policy.repetitions; round++) {
    const late = policy.deadline !== null && clock.now() >= policy.deadline;
    if (late && round >= policy.fewestRepetitions) return;
    for (const one of shuffled(running, random)) await repetition(one);
  }
}

/** A pass that took less was too short for the clock, which may say 0: it must not be repeated a million times. */
const SHORTEST_PASS = 1e-3;

const START: SeriesState = { cold: null, warmUp: [], agreed: false, passes: 1, repetitions: [], voided: [] };

/** The state of a series of which only the first run is known. */
export const afterCold = (cold: Seconds): SeriesState => ({ ...START, cold });

function warm({ warmUp }: SeriesState, policy: Policy): boolean {
  return warmUp.length >= policy.mostWarmUps || agree(warmUp, policy);
}

function agree(warmUp: readonly Seconds[], { agreement }: Policy): boolean {
  const [a, b] = warmUp.slice(-2);
  return a !== undefined && b !== undefined && Math.abs(a - b) <= agreement * Math.max(a, b);
}

/** Fisher and Yates: every order is equally likely, so that warming and throttling favour no format. */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const [a, b] = [out[i], out[j]];
    if (a !== undefined && b !== undefined) [out[i], out[j]] = [b, a];
  }
  return out;
}
