/** Where the focus goes when what it was on has gone. */
import type { CompareState } from './compare-state';

/** Of what belongs to a run in the page. */
export const keyOf = ({ length }: readonly unknown[], index: number): string => `run-${length - index}`;

/** Id of an element; null: it stays where it is. */
export function focusAfter(before: CompareState, now: CompareState): string | null {
  if (!before.loaded) return null;
  const keyIn = (id: string): string | null => {
    const index = now.runs.findIndex((run) => run.id === id);
    return index < 0 ? null : keyOf(now.runs, index);
  };
  const of = (id: string, part: string): string => {
    const key = keyIn(id);
    return key === null ? 'compare-import' : `${key}-${part}`;
  };
  if (now.opened !== before.opened) {
    if (now.opened !== null) return 'compare-opened-title';
    return before.opened === null ? null : of(before.opened, 'open');
  }
  if (now.editing === null && before.editing !== null) return of(before.editing, 'rename');
  const [was, is] = [before, now].map(({ notes }) => notes.find(({ kind }) => kind === 'removed'));
  if (is === was) return null;
  return is === undefined ? 'compare-import' : 'compare-undo';
}
