/** What a session has asked of the device, counted where it is asked: proof that decode stays on the GPU. */
import { seconds, type Seconds } from '../foundation/units';

export interface WorkCounters {
  readonly dispatches: number;
  readonly passes: number;
  readonly submits: number;
  readonly bytesUploaded: number;
  readonly bytesReadBack: number;
  /** CPU time between opening a command encoder and finishing it. */
  readonly encoding: Seconds;
}

export class WorkCounter {
  private counted: WorkCounters = NO_WORK;

  add(change: Partial<WorkCounters>): void {
    const { counted } = this;
    this.counted = {
      dispatches: counted.dispatches + (change.dispatches ?? 0),
      passes: counted.passes + (change.passes ?? 0),
      submits: counted.submits + (change.submits ?? 0),
      bytesUploaded: counted.bytesUploaded + (change.bytesUploaded ?? 0),
      bytesReadBack: counted.bytesReadBack + (change.bytesReadBack ?? 0),
      encoding: seconds(counted.encoding + (change.encoding ?? 0)),
    };
  }

  /** All since the counter was made. */
  get total(): WorkCounters {
    return this.counted;
  }
}

export const NO_WORK: WorkCounters = {
  dispatches: 0,
  passes: 0,
  submits: 0,
  bytesUploaded: 0,
  bytesReadBack: 0,
  encoding: seconds(0),
};

/** What was counted between two totals. */
export const since = (before: WorkCounters, after: WorkCounters): WorkCounters => ({
  dispatches: after.dispatches - before.dispatches,
  passes: after.passes - before.passes,
  submits: after.submits - before.submits,
  bytesUploaded: after.bytesUploaded - before.bytesUploaded,
  bytesReadBack: after.bytesReadBack - before.bytesReadBack,
  encoding: seconds(after.encoding - before.encoding),
});
