/** What a run of one part has measured, whatever becomes of it: results.ts keeps it beside a peer, before-table.ts beside a build. */
import type { SideOutcome } from './pairs';
import type { Facts, Workload } from './protocol';

/** Who is timed: the present build, an earlier one of ours, and the part's peer. */
export type Role = 'ours' | 'before' | 'theirs';

export interface MeasuredRow {
  readonly title: string;
  readonly kind: Workload['kind'];
  /** What the seconds are divided by: tokens, or matrices. */
  readonly units: number;
  readonly sides: ReadonlyMap<Role, SideOutcome>;
  /** Ours and before once more, where ours had been the slower. */
  readonly again: ReadonlyMap<Role, SideOutcome> | null;
}

export interface MeasuredPart {
  readonly id: string;
  readonly title: string;
  /** ISO 8601, UTC */
  readonly date: string;
  readonly machine: string;
  readonly environment: readonly string[];
  readonly pairs: number;
  /** False where the run was ended before all was measured. */
  readonly complete: boolean;
  /** Null where an engine did not even open; why is in the rows. */
  readonly facts: ReadonlyMap<Role, Facts | null>;
  readonly notes: readonly string[];
  readonly rows: readonly MeasuredRow[];
}
