/** Errors and warnings as elements: what was wrong and what to do now. */
import type { ErrorData } from '../../foundation/errors';
import type { Warning } from '../../report/schema';
import { make, makeList } from '../dom/find';
import { noGpuAdvice } from './no-gpu';

export function errorMessage(error: ErrorData): HTMLElement {
  // Most messages name the place themselves; it is added only where they do not.
  const where = error.where !== '' && !error.message.includes(error.where) ? ` (${error.where})` : '';
  return make(
    'div',
    { class: 'message error', data: { code: error.code } },
    make('p', { text: `${error.message}${where}` }),
    make('p', { text: error.remedy }),
    ...technical(error),
  );
}

/** With what helps where it says that there is no adapter. */
export function noGpuMessage(error: ErrorData): HTMLElement {
  const message = errorMessage(error);
  const { steps } = noGpuAdvice(error, window.isSecureContext);
  if (steps.length > 0) message.append(makeList(steps));
  return message;
}

export function warningMessage(warning: Warning): HTMLElement {
  const data = { code: warning.code };
  const folded = technical(warning);
  if (folded.length === 0) return make('p', { class: 'message warning', text: warning.message, data });
  return make('div', { class: 'message warning', data }, make('p', { text: warning.message }), ...folded);
}

/** What a compiler or driver said, for whoever reports it: closed at first. */
const technical = ({ details = '' }: Pick<ErrorData, 'details'>): readonly HTMLElement[] =>
  details === ''
    ? []
    : [make('details', {}, make('summary', { text: 'Technical details' }), make('pre', { text: details }))];

/** One of each: the same warning may come from the run and from an entry. */
export function distinctWarnings(warnings: readonly Warning[]): readonly Warning[] {
  const seen = new Map(warnings.map((warning) => [`${warning.code} ${warning.message}`, warning]));
  return [...seen.values()];
}
