/** What draws a part of the page: called at each change, with the options of the run, or before one those of the form. */
import type { PageState, RunOptions } from '../state/page-state';

export type View = (state: PageState, options: RunOptions) => void;

/** Draws where one of what `parts` gives is another than before. */
export function whenChanged<A extends readonly unknown[]>(
  parts: (...given: A) => readonly unknown[],
  draw: (...given: A) => void,
): (...given: A) => void {
  let drawn: readonly unknown[] | null = null;
  return (...given) => {
    const now = parts(...given);
    if (drawn?.every((part, index) => part === now[index])) return;
    drawn = now;
    draw(...given);
  };
}
