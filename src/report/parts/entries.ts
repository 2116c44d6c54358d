/**
 * The measurements of a run: one entry per workload, in the order of their first events. The document's `results` come from all of them
 * together.
 */
import { withBandwidthShare } from '../roofs';
import type { RunEvent } from '../run-event';
import type { ResultEntry, Roofs } from '../schema';
import { withIntervals } from '../statistics';

export interface EntryState {
  readonly entry: ResultEntry;
  /** False while repetitions are still to come: the figure is provisional. */
  readonly final: boolean;
}

export function foldEntries(before: readonly EntryState[], told: RunEvent): readonly EntryState[] {
  switch (told.type) {
    case 'sample':
      return withEntry(before, { entry: told.entry, final: told.final });
    case 'roofs':
      return before.map((one) => ({ ...one, entry: withBandwidthShare(one.entry, told.roofs) }));
    case 'restarted':
      return [];
    default:
      return before;
  }
}

function withEntry(entries: readonly EntryState[], fresh: EntryState): readonly EntryState[] {
  const known = entries.findIndex(({ entry }) => isSameMeasurement(entry, fresh.entry));
  return known < 0 ? [...entries, fresh] : entries.with(known, fresh);
}

/** Two engines may measure one workload. */
export const isSameMeasurement = (a: Measured, b: Measured): boolean =>
  a.workloadId === b.workloadId && a.engine === b.engine;

type Measured = Pick<ResultEntry, 'workloadId' | 'engine'>;

/**
 * As a document has them if the run ended now: with the intervals of what ran interleaved, which they have in common, and under
 * the roofs.
 */
export function resultsOf(entries: readonly EntryState[], roofs: Roofs | null): ResultEntry[] {
  const ended = entries.map(({ entry, final }): ResultEntry => (final ? entry : { ...entry, status: 'cancelled' }));
  return withIntervals(ended).map((entry) => withBandwidthShare(entry, roofs));
}
