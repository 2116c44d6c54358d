/** What a session has asked of the device, counted where it is asked: proof that decode stays on the GPU. */
import { median } from 'simple-statistics';
import type { Seconds } from '../foundation/units';

export interface WorkCounters {
  readonly dispatches: number;
  readonly passes: number;
  readonly submits: number;
  readonly bytesUploaded: number;
  readonly bytesReadBack: number;
  /** Of each submit, what recording its commands took on this thread. */
  readonly encodings: readonly Seconds[];
}

type Counts = Omit<WorkCounters, 'encodings' | 'submits'>;

const NO_COUNTS: Counts = { dispatches: 0, passes: 0, bytesUploaded: 0, bytesReadBack: 0 };

export class WorkCounter {
  private counts: Counts = NO_COUNTS;
  private readonly encodings: Seconds[] = [];

  add(change: Partial<Counts>): void {
    const { counts } = this;
    this.counts = {
      dispatches: counts.dispatches + (change.dispatches ?? 0),
      passes: counts.passes + (change.passes ?? 0),
      bytesUploaded: counts.bytesUploaded + (change.bytesUploaded ?? 0),
      bytesReadBack: counts.bytesReadBack + (change.bytesReadBack ?? 0),
    };
  }

  submitted(encoding: Seconds): void {
    this.encodings.push(encoding);
  }

  /** All since the counter was made. */
  get total(): WorkCounters {
    return { ...this.counts, submits: this.encodings.length, encodings: [...this.encodings] };
  }
}

/** What was counted between two totals. */
export const since = (before: WorkCounters, after: WorkCounters): WorkCounters => ({
  dispatches: after.dispatches - before.dispatches,
  passes: after.passes - before.passes,
  submits: after.submits - before.submits,
  bytesUploaded: after.bytesUploaded - before.bytesUploaded,
  bytesReadBack: after.bytesReadBack - before.bytesReadBack,
  encodings: after.encodings.slice(before.encodings.length),
});

/** Work per token, in the mean over a pass. */
export interface TokenCounters {
  readonly dispatchesPerToken: number;
  readonly passesPerToken: number;
  readonly submitsPerToken: number;
  readonly bytesUploadedPerToken: number;
  readonly bytesReadBackPerToken: number;
  /** For recording commands, submitting them excluded: by the median submit, since another thread may interrupt one. */
  readonly encodeMillisecondsPerToken: number;
}

export const perToken = (work: WorkCounters, tokens: number): TokenCounters => ({
  dispatchesPerToken: work.dispatches / tokens,
  passesPerToken: work.passes / tokens,
  submitsPerToken: work.submits / tokens,
  bytesUploadedPerToken: work.bytesUploaded / tokens,
  bytesReadBackPerToken: work.bytesReadBack / tokens,
  encodeMillisecondsPerToken: work.submits === 0 ? 0 : (median([...work.encodings]) * 1000 * work.submits) / tokens,
});
