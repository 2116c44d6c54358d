/**
 * Why a run ended early: its kind (`code`), the step it was in, and what to do now. Null of a run that came to its end, also where a test
 * failed: each entry has its own error. What had been measured until then, in which browser and on which device, is in the same document.
 */
import { isOurs } from '../../benchmark/whose';
import { inMarkdown } from '../outside-text';
import { showSeconds } from '../quantity';
import type { Result, ResultEntry } from '../schema';
import type { ResultPart } from './part';

/**
 * Tests that failed, and the run with them. One of another engine costs that engine alone; a format that this device has no memory for
 * costs itself, where another one of ours was measured in the same test: FP16 of a model of which INT4 fits.
 */
export const failedTests = (results: readonly ResultEntry[]): readonly ResultEntry[] =>
  results.filter((entry) => isOurs(entry) && entry.status === 'failed' && !isTooLarge(entry, results));

const isTooLarge = ({ error, model, test }: ResultEntry, results: readonly ResultEntry[]): boolean =>
  (error?.code === 'out-of-memory' || error?.code === 'too-large') &&
  results.some((one) => isOurs(one) && one.status === 'complete' && one.model.name === model.name && one.test === test);

type Ended = Pick<Result, 'failure' | 'elapsedSeconds' | 'status' | 'results'>;

/** `after 41.2 s, in the step “Tune the kernels for this device”` */
export const failedWhen = ({ failure: told, elapsedSeconds }: Pick<Ended, 'failure' | 'elapsedSeconds'>): string =>
  `after ${showSeconds(elapsedSeconds)}${typeof told?.step === 'string' ? `, in the step “${told.step}”` : ''}`;

/** One sentence or more, or none of a run that came to its end. */
export function failureText(result: Ended): string {
  const { failure: told, status, results } = result;
  const when = failedWhen(result);
  // Not all who write a result tell why a cancelled run has no more.
  if (told?.code === 'cancelled' || (told === null && status === 'cancelled')) {
    return `Cancelled ${when}${results.length === 0 ? '.' : ': what was measured before is below.'}`;
  }
  if (told === null) return '';
  const { code, message, remedy } = told;
  return `${code === 'unfinished' ? 'Not finished' : 'Failed'} ${when} (${code}): ${message} ${remedy}`;
}

function section(result: Result): string {
  const text = failureText(result);
  if (text !== '') return `**${inMarkdown(text)}**`;
  return result.status === 'failed' ? '**Failed: a test has no speed, and its row says why.**' : '';
}

export const failure: ResultPart<'failure'> = {
  markdown: section,
  csv: { names: ['failure'], cells: ({ failure: told }) => [told?.code ?? ''] },
};
