/**
 * Engines with one workload each, timed in turn: ours, theirs, theirs, ours, and so on, so that what changes slowly on the machine
 * touches all alike.
 */
import { median } from 'simple-statistics';
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

/**
 * Measures `rounds` rounds, in the order of `sides` and then the other way round: with two sides, as many pairs.
 * A side that fails ends its own measurement; the others are still measured.
 * @returns one outcome a side, under its name
 */
export async function measureRounds<Name>(
  sides: ReadonlyMap<Name, Side>,
  rounds: number,
): Promise<ReadonlyMap<Name, SideOutcome>> {
  const measured = new Map([...sides].map(([name, side]) => [name, new Measured(side)]));
  const turn = [...measured.values()];
  for (const side of turn) await side.prepare();
  for (let round = 0; round < rounds; round++) {
    for (const side of round % 2 === 0 ? turn : turn.toReversed()) await side.sample();
  }
  for (const side of turn) await side.release();
  return new Map([...measured].map(([name, side]) => [name, side.outcome()]));
}

/**
 * Several processes as one outcome a side: of each process in which all sides ran, the median is a sample. A failure in one is one
 * of the side.
 */
export function medians<Name>(processes: readonly ReadonlyMap<Name, SideOutcome>[]): ReadonlyMap<Name, SideOutcome> {
  const names = new Set(processes.flatMap((sides) => [...sides.keys()]));
  const whole = processes.filter((sides) => [...sides.values()].every(({ samples }) => samples.length > 0));
  const outcome = (name: Name): SideOutcome => {
    const sides = processes.flatMap((process) => process.get(name) ?? []);
    return {
      samples: whole.map((process) => median([...(process.get(name)?.samples ?? [])])),
      bytesPerToken: sides[0]?.bytesPerToken ?? null,
      note: [...new Set(sides.map(({ note }) => note))].filter((note) => note !== '').join(' or '),
      failure: sides.find(({ failure }) => failure !== null)?.failure ?? null,
    };
  };
  return new Map([...names].map((name) => [name, outcome(name)]));
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
