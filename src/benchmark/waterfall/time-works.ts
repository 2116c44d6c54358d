/** Times one piece of a pass after the other within a fixed time, each repeated until a clock can tell. Not what they are. */
import { timestampResolution } from '../../device/timestamps';
import { PassStamps } from '../../device/pass-stamps';
import type { GpuContext } from '../../device/context';
import { seconds, type Seconds } from '../../foundation/units';
import { roundTrip } from '../../tuning/time';
import type { Clock } from '../clock';
import { grow, takeSamples, type SamplingRule } from '../roofs/sampling';
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
  /** @param end on the clock: until when this piece should be known */
  readonly time: (work: TimedWork, end: Seconds) => Promise<Sampled>;
}

const AIM = { gpu: 0.01, software: 0.004 } as const;
/** So many steps of a coarse clock, and round trips, that neither matters. */
const STEPS = 100;
const ROUND_TRIPS = 4;

/** Hands a timer to `use`, and frees what it held. */
export async function withWorkTimer<T>(
  context: GpuContext,
  clock: Clock,
  signal: AbortSignal | null,
  use: (timer: WorkTimer) => Promise<T>,
): Promise<T> {
  const stamps = PassStamps.make(context);
  try {
    const steps = await timestampResolution(context);
    const resolution = steps === null ? null : seconds(steps / 1e9);
    const wait = seconds(await roundTrip(context, clock));
    const least = AIM[context.granted.software ? 'software' : 'gpu'];
    const aim = seconds(Math.max(least, ROUND_TRIPS * wait, STEPS * (resolution ?? 0)));
    const setup: TakeSetup = { context, clock, signal, stamps, roundTrip: wait };
    return await use({ roundTrip: wait, resolution, aim, time: (work, end) => timeWork(setup, aim, work, end) });
  } finally {
    stamps?.destroy();
  }
}

async function timeWork(setup: TakeSetup, aim: Seconds, work: TimedWork, end: Seconds): Promise<Sampled> {
  let takes: Taken[] = [];
  const run = async (rounds: number): Promise<Seconds> => {
    work.stand(rounds);
    const taken = await take(setup, work, rounds);
    takes.push(taken);
    return taken.wall;
  };
  const rule: SamplingRule = { first: 1, most: work.most, aim, end };
  const rounds = await grow(run, rule, setup.signal);
  // What ran while the work grew was the warm-up.
  takes = [];
  await takeSamples(run, rounds, rule, setup.clock, setup.signal);
  return { rounds, takes };
}
