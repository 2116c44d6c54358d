/**
 * Two engines, one workload each, timed in turn: ours, theirs, theirs, ours, and so on, so that what changes slowly on the
 * machine touches both alike. Not what is made of the seconds (see ratio.ts).
 */
import { reasonOf, type PeerEngine, type Workload } from './protocol';

export interface Side {
  readonly engine: PeerEngine;
  readonly workload: Workload;
}

export interface SideOutcome {
  /** Seconds, in run order. */
  readonly samples: readonly number[];
  readonly bytesPerToken: number | null;
  readonly note: string;
  /** Why there are no further samples; null where all went well. */
  readonly failure: string | null;
}

export interface PairOutcome {
  readonly ours: SideOutcome;
  readonly theirs: SideOutcome;
}

/** Measures `pairs` pairs. A side that fails ends its own measurement; the other is still measured, alone. */
export async function measurePairs(ours: Side, theirs: Side, pairs: number): Promise<PairOutcome> {
  const left = new Measured(ours);
  const right = new Measured(theirs);
  await left.prepare();
  await right.prepare();
  for (let pair = 0; pair < pairs; pair++) {
    const turn = pair % 2 === 0 ? [left, right] : [right, left];
    for (const side of turn) await side.sample();
  }
  await left.release();
  await right.release();
  return { ours: left.outcome(), theirs: right.outcome() };
}

class Measured {
  private readonly samples: number[] = [];
  private bytesPerToken: number | null = null;
  private note = '';
  private failure: string | null = null;

  constructor(private readonly side: Side) {}

  async prepare(): Promise<void> {
    await this.unlessFailed(async () => {
      const prepared = await this.side.engine.prepare(this.side.workload);
      this.bytesPerToken = prepared.bytesPerToken;
      this.note = prepared.note;
    });
  }

  async sample(): Promise<void> {
    await this.unlessFailed(async () => {
      this.samples.push(await this.side.engine.run());
    });
  }

  /** What fails here no longer concerns the samples. */
  async release(): Promise<void> {
    await this.side.engine.release().catch(() => undefined);
  }

  outcome(): SideOutcome {
    return { samples: this.samples, bytesPerToken: this.bytesPerToken, note: this.note, failure: this.failure };
  }

  private async unlessFailed(step: () => Promise<void>): Promise<void> {
    if (this.failure !== null) return;
    try {
      await step();
    } catch (thrown) {
      this.failure = reasonOf(thrown);
    }
  }
}
