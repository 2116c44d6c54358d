/** The workbench of one roof: submits, waits and times. Frees nothing by itself: its buffers are made within buffers.during. */
import type { GpuContext } from '../../device/context';
import { seconds, type Seconds } from '../../foundation/units';
import type { Dispatch } from '../../kernels/kernel';
import type { Clock } from '../clock';
import { grow, takeSamples, type Sampling, type Take } from './sampling';

export interface RoofBench {
  readonly context: GpuContext;
  readonly clock: Clock;
  readonly signal: AbortSignal | null;
  /** How long a sample should be. */
  readonly aim: Seconds;
  /** On the clock: until when this roof should be known. */
  readonly end: Seconds;
}

/** Seconds from one submit of `dispatches`, one behind the other in one pass, until it is known to be done. */
export async function timed({ context, clock }: RoofBench, dispatches: Iterable<Dispatch>): Promise<Seconds> {
  const encoder = context.device.createCommandEncoder({ label: 'roof' });
  const pass = encoder.beginComputePass();
  for (const { pipeline, bindGroup, workgroups } of dispatches) {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(...workgroups(1));
  }
  pass.end();
  const commands = encoder.finish();
  const from = clock.now();
  context.device.queue.submit([commands]);
  await context.settled();
  return seconds(clock.now() - from);
}

export function* repeated(dispatches: readonly Dispatch[], times: number): Generator<Dispatch> {
  for (let i = 0; i < times; i++) yield* dispatches;
}

/** @param growing what is timed while the work grows, where that is not what is sampled: a difference says little of its size */
export async function sampled(
  bench: RoofBench,
  take: Take,
  first: number,
  most: number,
  growing: Take = take,
): Promise<Sampling> {
  const rule = { first, most, aim: bench.aim, end: bench.end };
  return takeSamples(take, await grow(growing, rule, bench.signal), rule, bench.clock, bench.signal);
}
