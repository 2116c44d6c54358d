/** One timed piece of a pass: its dispatches again and again, by wall clock and by the GPU's clock at once. */
import type { PassStamps } from '../../device/pass-stamps';
import { seconds, type Seconds } from '../../foundation/units';
import { record } from '../../kernels/bind';
import type { Dispatch } from '../../kernels/kernel';
import type { Bench } from '../bench';

export interface TakeSetup {
  readonly bench: Bench;
  /** Null without timestamp-query. */
  readonly stamps: PassStamps | null;
  /** Of an empty submit, from asking to knowing. */
  readonly roundTrip: Seconds;
}

export interface Taken {
  /** From the first submit until all is known to be done, less one round trip; holds what submitting costs. */
  readonly wall: Seconds;
  /** In passes, by the GPU's clock; null without timestamp-query. */
  readonly stamped: Seconds | null;
  /** Spent in queue.submit, on this thread. */
  readonly submitting: Seconds;
  readonly dispatches: number;
}

/** Submits that may be under way, as in a session. */
const IN_FLIGHT = 2;

export interface Work {
  readonly dispatches: readonly Dispatch[];
  /** Tokens of the pass that they belong to. */
  readonly rows: number;
  /** One submit, and so one pass, ends once it holds so many. */
  readonly flopsPerSubmit: number;
}

/** Runs `times` rounds of the work. @throws TokamarkError `cancelled`, `device-lost`. */
export async function take(
  setup: TakeSetup,
  { dispatches, rows, flopsPerSubmit }: Work,
  times: number,
): Promise<Taken> {
  const { bench, stamps, roundTrip } = setup;
  const { context, clock } = bench;
  const { device } = context;
  const underWay: Promise<void>[] = [];
  let submitting = 0;
  let from: Seconds | null = null;
  stamps?.restart();
  for (const batch of batches(dispatches, times, flopsPerSubmit)) {
    bench.throwIfCancelled();
    const encoder = device.createCommandEncoder({ label: 'waterfall' });
    const pass = encoder.beginComputePass(stamps === null ? {} : { timestampWrites: stamps.next() });
    for (const dispatch of batch) record(pass, dispatch, rows);
    pass.end();
    const commands = encoder.finish();
    const before = clock.now();
    from ??= before;
    device.queue.submit([commands]);
    submitting += clock.now() - before;
    const settled = context.settled();
    settled.catch(() => undefined);
    underWay.push(settled);
    if (underWay.length > IN_FLIGHT) await underWay.shift();
  }
  await context.settled();
  const taken = clock.now() - (from ?? clock.now());
  return {
    // A wait that happened to be shorter than the round trip must not make the work take no time at all.
    wall: seconds(Math.max(taken - roundTrip, taken / 10)),
    stamped: stamps === null ? null : await stamps.total(),
    submitting: seconds(submitting),
    dispatches: times * dispatches.length,
  };
}

/** Rounds of `dispatches` in pieces of one submit each. */
function* batches(
  dispatches: readonly Dispatch[],
  times: number,
  flopsPerSubmit: number,
): Generator<readonly Dispatch[]> {
  let batch: Dispatch[] = [];
  let held = 0;
  for (let round = 0; round < times; round++) {
    for (const dispatch of dispatches) {
      batch.push(dispatch);
      held += dispatch.use.cost.flops;
      if (held < flopsPerSubmit) continue;
      yield batch;
      batch = [];
      held = 0;
    }
  }
  if (batch.length > 0) yield batch;
}
