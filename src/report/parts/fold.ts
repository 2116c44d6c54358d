/** The one fold of a run's events, for engine, command and page. */
import type { RunEvent } from '../run-event';
import type { Result } from '../schema';
import { NO_PARTS, type PartKey, type PartValues } from '../schema/parts';
import { foldEntries, type EntryState } from './entries';
import { PARTS } from './parts';

/** What is known of a run: what was measured, and each part. */
export interface RunRecord extends PartValues {
  readonly entries: readonly EntryState[];
}

export const EMPTY_RECORD: RunRecord = { entries: [], ...NO_PARTS };

/** What is known after an event: a new record, or `record` itself where the event says nothing of it. */
export function foldRun(record: RunRecord, told: RunEvent): RunRecord {
  if (told.type === 'parts') return { entries: record.entries, ...partsOf({ ...record, ...told.parts }) };
  const entries = foldEntries(record.entries, told);
  const parts = partsOf(record);
  const folded = <Key extends PartKey>(key: Key): PartValues[Key] => {
    const { fold } = PARTS[key];
    return fold === undefined ? parts[key] : fold(parts[key], told, record.entries);
  };
  KEYS.forEach((key) => set(parts, key, folded(key)));
  const changed = entries !== record.entries || KEYS.some((key) => parts[key] !== record[key]);
  return changed ? { entries, ...parts } : record;
}

/** The parts alone, whatever stands beside them. */
export function partsOf(values: PartValues): Changing {
  const parts = { ...NO_PARTS };
  KEYS.forEach((key) => set(parts, key, values[key]));
  return parts;
}

type Changing = { -readonly [Key in PartKey]: PartValues[Key] };

const set = <Key extends PartKey>(parts: Changing, key: Key, value: PartValues[Key]): void => void (parts[key] = value);

const KEYS = Object.keys(NO_PARTS).filter((key): key is PartKey => key in NO_PARTS);

/** What is known of a run that has ended. */
export const recordOf = (result: Result): RunRecord => ({
  entries: result.results.map((entry) => ({ entry, final: true })),
  ...partsOf(result),
});
