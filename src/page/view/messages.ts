/** Errors and warnings as elements: what was wrong and what to do now. */
import type { ErrorData } from '../../foundation/errors';
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

/** What a compiler or driver said, for whoever reports it: closed at first. */
const technical = ({ details = '' }: Pick<ErrorData, 'details'>): readonly HTMLElement[] =>
  details === ''
    ? []
    : [make('details', {}, make('summary', { text: 'Technical details' }), make('pre', { text: details }))];
