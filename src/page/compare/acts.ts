/** What a person can do in the room of kept runs. */
import type { RunLabel } from '../history/label-store';

export interface CompareActs {
  readonly importFiles: (files: readonly File[]) => void;
  readonly undo: () => void;
  /** In the first or the second place of the two that are compared. */
  readonly choose: (place: 0 | 1, id: string) => void;
  /** The two that are compared, as Markdown, and what is said once it is copied. */
  readonly copy: (markdown: string, copied: string) => void;
  readonly showTrend: (trend: string) => void;
  readonly list: ListActs;
}

export interface ListActs {
  /** Null: nothing is being named any more. */
  readonly edit: (id: string | null) => void;
  readonly label: (id: string, label: RunLabel) => void;
  /** Null: close. */
  readonly open: (id: string | null) => void;
  readonly remove: (ids: readonly string[]) => void;
  readonly exportRun: (id: string, as: 'json' | 'csv') => void;
  readonly exportAll: (as: 'json' | 'csv') => void;
}
