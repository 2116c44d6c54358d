/** One visit of a roof: submits, waits and times. Its caller frees the buffers (buffers.within). */
import { seconds, type Seconds } from '../../foundation/units';
import type { Dispatch } from '../../kernels/kernel';
import type { Bench } from '../bench';
import type { Take } from './sampling';

export interface RoofVisit {
  readonly bench: Bench;
  /** How long a take should be. */
  readonly aim: Seconds;
  /** On the clock: until when this visit should be over. */
  readonly end: Seconds;
}

/** One roof as it can be visited several times in a run. */
export interface Probe<W> {
  /** Units of the first, smallest piece of work, and of the largest. */
  readonly first: number;
  readonly most: number;
  /** Makes its buffers and dispatches. */
  readonly ready: (visit: RoofVisit) => Promise<Ready<W>>;
}

export interface Ready<W> {
  readonly take: Take;
  /** What is timed while the work grows, where that is not what counts: a difference says little of its size. */
  readonly growing?: Take;
  /** What a take of `units` that lasted `taken` says: a rate, or the cost of one. */
  readonly value: (units: number, taken: Seconds) => number;
  /** With what it is measured, for the result to say. */
  readonly work: (units: number) => W;
}

/** Seconds from one submit of `dispatches`, one behind the other in one pass, until it is known to be done. */
export async function timed({ context, clock }: Bench, dispatches: Iterable<Dispatch>): Promise<Seconds> {
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
