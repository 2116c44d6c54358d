/** The one fold of a run's events, for engine, command and page. */
import type { RunEvent } from '../run-event';
import type { Result } from '../schema';
import { foldEntries, type EntryState } from './entries';
import { NO_PARTS, ofEachPart, type PartValues } from './parts';

/** What is known of a run: what was measured, and each part. */
export interface RunRecord extends PartValues {
  readonly entries: readonly EntryState[];
}

export const EMPTY_RECORD: RunRecord = { entries: [], ...NO_PARTS };

/** What is known after an event: a new record, or `record` itself where the event says nothing of it. */
export function foldRun(record: RunRecord, told: RunEvent): RunRecord {
  if (told.type === 'parts') return { entries: record.entries, ...partsOf({ ...record, ...told.parts }) };
  const values: PartValues = record;
  const entries = foldEntries(record.entries, told);
  let changed = entries !== record.entries;
  const parts = ofEachPart<PartValues>((key, { fold }) => {
    const before = values[key];
    const after = fold === undefined ? before : fold(before, told, record.entries);
    changed ||= after !== before;
    return after;
  });
  return changed ? { entries, ...parts } : record;
}

/** The parts alone, whatever stands beside them. */
export const partsOf = (values: PartValues): PartValues => ofEachPart<PartValues>((key) => values[key]);

/** What is known of a run that has ended. */
export const recordOf = (result: Result): RunRecord => ({
  entries: result.results.map((entry) => ({ entry, final: true })),
  ...partsOf(result),
});
