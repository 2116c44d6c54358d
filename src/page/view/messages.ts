/** Errors and warnings as elements: what was wrong and what to do now. Not where they stand on the page. */
import type { ErrorData } from '../../foundation/errors';
import type { Warning } from '../../report/schema';
import { make } from '../dom/find';

export function errorMessage(error: ErrorData): HTMLElement {
  // Most messages name the place themselves; it is added only where they do not.
  const where = error.where !== '' && !error.message.includes(error.where) ? ` (${error.where})` : '';
  return make(
    'div',
    { class: 'message error', data: { code: error.code } },
    make('p', { text: `${error.message}${where}` }),
    make('p', { text: error.remedy }),
  );
}

export const warningMessage = (warning: Warning): HTMLElement =>
  make('p', { class: 'message warning', text: warning.message, data: { code: warning.code } });

/** One of each: the same warning may come from the run and from an entry. */
export function distinctWarnings(warnings: readonly Warning[]): readonly Warning[] {
  const seen = new Map(warnings.map((warning) => [`${warning.code} ${warning.message}`, warning]));
  return [...seen.values()];
}
