/** What a part of a result is. */
import type { RunEvent } from '../run-event';
import type { Result, ResultEntry } from '../schema';
import type { PartKey, PartValues } from '../schema/parts';
import type { EntryState } from './entries';

export interface ResultPart<Key extends PartKey> {
  /**
   * What is known of it after an event; `before` itself where the event says nothing of it, and never changed. What is told by an
   * event of type `parts` needs no fold.
   * @param entries what had been measured before the event
   */
  readonly fold?: (before: PartValues[Key], told: RunEvent, entries: readonly EntryState[]) => PartValues[Key];
  readonly markdown?: Section;
  readonly csv?: Columns;
}

/** A section of a Markdown report: text without a line break at its end, empty where the result has nothing to say. */
export type Section = (result: Result) => string;

/** Of a CSV: the same on each repetition of one measured speed. */
export interface Columns {
  readonly names: readonly string[];
  /** In the order of `names`; empty strings where there is nothing to say. */
  readonly cells: (result: Result, entry: ResultEntry) => readonly (string | number)[];
}
