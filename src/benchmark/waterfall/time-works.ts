/** Times the pieces of a pass in turn within a fixed time, each repeated until a clock can tell. */
import { timestampResolution } from '../../device/timestamps';
import { PassStamps } from '../../device/pass-stamps';
import { seconds, type Seconds } from '../../foundation/units';
import { roundTrip } from '../../tuning/time';
import type { Bench } from '../bench';
import { FAR_TOO_LONG, FEWEST, grow, SAMPLES } from '../roofs/sampling';
import { take, type Taken, type TakeSetup, type Work } from './take';

export interface TimedWork extends Work {
  /** Of a sample; the pass of a test must not run beyond its tokens. */
  readonly most: number;
  /** Before each sample: puts the GPU's state where the work expects it, for so many rounds. */
  readonly stand: (rounds: number) => void;
}

export interface Sampled {
  readonly rounds: number;
  readonly takes: readonly Taken[];
}

export interface WorkTimer {
  readonly roundTrip: Seconds;
  /** By which timestamps move; null without them. */
  readonly resolution: Seconds | null;
  /** How long a sample should be. */
  readonly aim: Seconds;
  /** @param end on the clock: until when all of them should be known */
  readonly time: (works: readonly TimedWork[], end: Seconds) => Promise<readonly Sampled[]>;
}

const AIM = { gpu: 0.01, software: 0.004 } as const;
/** So many steps of a coarse clock, and round trips, that neither matters. */
const STEPS = 100;
const ROUND_TRIPS = 4;

/** Hands a timer to `use`, and frees what it held. */
export async function withWorkTimer<T>(
  bench: Bench,
  /** False: without the GPU's own clock. */
  timestamps: boolean | null,
  use: (timer: WorkTimer) => Promise<T>,
): Promise<T> {
  const { context, clock } = bench;
  const stamps = timestamps === false ? null : PassStamps.make(context);
  try {
    const steps = await timestampResolution(context);
    const resolution = steps === null ? null : seconds(steps / 1e9);
    const wait = seconds(await roundTrip(context, clock));
    const least = AIM[context.granted.software ? 'software' : 'gpu'];
    const aim = seconds(Math.max(least, ROUND_TRIPS * wait, STEPS * (resolution ?? 0)));
    const setup: TakeSetup = { bench, stamps, roundTrip: wait };
    return await use({ roundTrip: wait, resolution, aim, time: (works, end) => timeInTurn(setup, aim, works, end) });
  } finally {
    stamps?.destroy();
  }
}

/** Each grows until it takes long enough, which is its warm-up; then all are sampled in turn, round by round. */
async function timeInTurn(
  setup: TakeSetup,
  aim: Seconds,
  works: readonly TimedWork[],
  end: Seconds,
): Promise<readonly Sampled[]> {
  const { bench } = setup;
  const { clock } = bench;
  const run = (work: TimedWork, rounds: number): Promise<Taken> => {
    work.stand(rounds);
    return take(setup, work, rounds);
  };
  const sampled: { readonly work: TimedWork; readonly rounds: number; readonly takes: Taken[] }[] = [];
  for (const work of works) {
    const rule = { first: 1, most: work.most, aim, end };
    const { units: rounds } = await grow(async (units) => (await run(work, units)).wall, rule, bench);
    sampled.push({ work, rounds, takes: [] });
  }
  for (let round = 1; round <= SAMPLES; round++) {
    const from = clock.now();
    for (const { work, rounds, takes } of sampled) {
      bench.throwIfCancelled();
      takes.push(await run(work, rounds));
    }
    const now = clock.now();
    const slow = now - from > FAR_TOO_LONG * aim * works.length;
    if ((slow || round >= FEWEST) && now + (now - from) > end) break;
  }
  return sampled;
}
