/** Times dispatches on the device, repeated in one submit until a clock can tell. */
import type { GpuContext } from '../device/context';
import { encode } from '../kernels/bind';
import type { Dispatch } from '../kernels/kernel';
import { orHang } from './hang';
import { grown, MOST_REPEATS } from './stopwatch';

interface Clock {
  /** Seconds. */
  readonly now: () => number;
}

export interface Timer {
  /** Seconds of one pass over the dispatches, measured once. */
  readonly sample: () => Promise<number>;
}

/** A sample lasts at least this long; on a software adapter one pass mostly does. */
const SAMPLE_SECONDS = { gpu: 0.01, software: 0.004 } as const;

/** And this many times the wait for an empty queue, which is part of every sample. */
const ROUND_TRIPS = 4;

/** Seconds without an answer before work whose length is not known counts as hung; a software adapter may be that slow. */
const PATIENCE = { gpu: 5, software: 60 } as const;

/** Of its known time: a clock that drops or a busy machine makes nothing this much slower. */
const HANG_FACTOR = 50;

export const patience = (context: GpuContext): number => PATIENCE[context.granted.software ? 'software' : 'gpu'];

/** Seconds of a submit without work, from asking to knowing: the least of a few. */
export async function roundTrip(context: GpuContext, clock: Clock): Promise<number> {
  let least = Infinity;
  for (let i = 0; i < 4; i++) {
    const from = clock.now();
    context.device.queue.submit([]);
    await orHang(context.settled(), patience(context), 'an empty submit');
    least = Math.min(least, clock.now() - from);
  }
  return least;
}

export interface TimedDevice {
  readonly context: GpuContext;
  readonly clock: Clock;
  /** What roundTrip gave for this device. */
  readonly wait: number;
}

/** Of a pass over `dispatches` with `rows` tokens. */
export function timerOf(
  { context, clock, wait }: TimedDevice,
  what: string,
  dispatches: readonly Dispatch[],
  rows: number,
): Timer {
  const shortest = Math.max(SAMPLE_SECONDS[context.granted.software ? 'software' : 'gpu'], ROUND_TRIPS * wait);
  let passes: number | null = null;
  let expected = 0;

  /** Seconds of `count` passes, less the wait for any answer. */
  const run = async (count: number): Promise<number> => {
    const encoder = context.device.createCommandEncoder({ label: `time ${what}` });
    encode(
      encoder,
      Array.from({ length: count }).flatMap(() => [...dispatches]),
      rows,
    );
    const commands = encoder.finish();
    const from = clock.now();
    context.device.queue.submit([commands]);
    await context.settled();
    const taken = clock.now() - from;
    expected = taken;
    // A wait that happened to be shorter than the least that was seen must not make the work take no time at all.
    return Math.max(taken - wait, taken / 10);
  };

  const sample = async (): Promise<number> => {
    if (passes === null) {
      // The first pass brings pipeline and data to where they are used; its time says little.
      await run(1);
      passes = (await grown(run, { first: 1, most: MOST_REPEATS, aim: shortest })).units;
    }
    return (await run(passes)) / passes;
  };
  return {
    // Around the guard, which waits for a device that hangs as well.
    sample: () => orHang(context.guarded(what, sample), Math.max(patience(context), HANG_FACTOR * expected), what),
  };
}
