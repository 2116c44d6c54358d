/**
 * Whether the GPU's timestamps are to be believed: one load of about a tenth of a second, timed by them and by the clock. Browsers
 * round timestamps, and some give times of something else. Not their resolution (device/timestamps.ts).
 */
import { seconds, type Seconds } from '../../foundation/units';
import { record } from '../../kernels/bind';
import type { Dispatch } from '../../kernels/kernel';
import * as chains from '../../../shaders/roof-chains';
import { grown } from '../../tuning/stopwatch';
import type { Bench } from '../bench';
import { chainsUse, gridOn } from '../roofs/arithmetic';

export interface BothTimes {
  readonly gpu: Seconds;
  readonly clock: Seconds;
}

export interface TimestampCheck extends BothTimes {
  readonly trusted: boolean;
}

/** The load grows until the clock says so much, far above a submit's own cost and any rounding of timestamps. */
const GROWING = { first: 4, most: 1 << 20, aim: 0.1 };
const TIMES = 5;

/** The clock also sees the submit and the wait, so that the GPU's time may be shorter, and hardly longer. */
export const agree = ({ gpu, clock }: BothTimes): boolean => gpu >= 0.6 * clock && gpu <= 1.05 * clock;

/** What else the machine does lengthens the clock's time and nothing else: the shortest of several tells most of the GPU's. */
const leastDisturbed = (taken: readonly BothTimes[]): BothTimes =>
  taken.reduce((least, each) => (each.clock < least.clock ? each : least));

/** Null where the device has no timestamps. @throws TokamarkError `cancelled`, `device-lost`. */
export async function checkTimestamps(bench: Bench): Promise<TimestampCheck | null> {
  const { context, verifier } = bench;
  if (!context.granted.timestampQuery) return null;
  await verifier.verify([chainsUse(context, 'f32')]);
  const times = await context.buffers.within(async () => {
    const grid = gridOn(context);
    const sums = context.buffers.create('timestamp sums', grid.threads * grid.workgroups * chains.sumBytes('f32'));
    const words = (rounds: number) => chains.workWords('f32', rounds);
    const work = context.buffers.upload('timestamp work', words(1));
    const load = await chains.create(context, { arithmetic: 'f32', ...grid }, { sums, work });
    const both = async (rounds: number): Promise<BothTimes> => {
      bench.throwIfCancelled();
      context.device.queue.writeBuffer(work, 0, words(rounds));
      return timedByBoth(bench, load);
    };
    const { units: rounds } = await grown(async (units) => (await both(units)).clock, GROWING);
    const taken: BothTimes[] = [];
    for (let i = 0; i < TIMES; i++) taken.push(await both(rounds));
    return leastDisturbed(taken);
  });
  return { ...times, trusted: agree(times) };
}

async function timedByBoth({ context, clock }: Bench, load: Dispatch): Promise<BothTimes> {
  const { device, buffers } = context;
  const set = device.createQuerySet({ type: 'timestamp', count: 2 });
  const resolved = buffers.create('timestamps', 16, GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC);
  try {
    const encoder = device.createCommandEncoder({ label: 'timestamp check' });
    const timestampWrites = { querySet: set, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 };
    const pass = encoder.beginComputePass({ timestampWrites });
    record(pass, load, 1);
    pass.end();
    encoder.resolveQuerySet(set, 0, 2, resolved, 0);
    const commands = encoder.finish();
    const from = clock.now();
    device.queue.submit([commands]);
    await context.settled();
    const wall = seconds(clock.now() - from);
    const [begin = 0n, end = 0n] = new BigUint64Array(await context.read(resolved, 0, 16));
    return { gpu: seconds(Number(end - begin) / 1e9), clock: wall };
  } finally {
    buffers.destroy(resolved);
    set.destroy();
  }
}
