/** What of a run can be taken along by now. */
import { isBusy, type PageState } from '../state/page-state';
import { hasSpeed } from '../state/partial-result';

export interface Taken {
  /** Anything at all. */
  readonly some: boolean;
  /** What runs the same again: a link, or a command where a link would be dead for others; null where there is no receipt. */
  readonly receipt: 'link' | 'command' | null;
  /** What is passed on is not read again by whoever gets it: not before there is a speed, and a final one. */
  readonly shareable: boolean;
}

export const NOTHING_TAKEN: Taken = { some: false, receipt: null, shareable: false };

/** @param page the address that links begin with; null where others could not open it */
export function takenOf({ run }: Pick<PageState, 'run'>, page: string | null): Taken {
  // A whole result is put together on demand.
  const some = run.answer.result !== null || run.record.entries.length > 0;
  const again = (run.answer.result?.receipt ?? null) !== null;
  return {
    some,
    receipt: again ? (page === null ? 'command' : 'link') : null,
    shareable: some && !isBusy(run) && hasSpeed(run),
  };
}
