/** The document itself: every rule of an import (src/report/import). What contradicts itself is refused with the field, and never stored. */
import { TokamarkError } from '../../../../src/foundation/errors';
import { importDocument } from '../../../../src/report/import/import-result';
import { isOurs } from '../../../../src/benchmark/whose';
import { RESULT_SCHEMA, type Result, type ResultEntry } from '../../../../src/report/schema';
import type { Submission } from '../contract/submission';
import type { Reason } from '../contract/answers';
import { withPlainTexts } from '../contract/text';
import { plainName } from '../../../../src/report/outside-text';

/** The result, or why it is none. */
export function importedResult({
  result,
}: Pick<Submission, 'result'>): { readonly result: Result } | { readonly refused: Reason } {
  try {
    if (result.schema !== RESULT_SCHEMA) return { refused: ANOTHER_VERSION };
    // Here, so that all that reads it from now on reads plain texts.
    const read = importDocument(withPlainTexts(result));
    const uncounted = read.results.findIndex((entry) => isOurs(entry) && !isCounted(entry));
    return uncounted < 0 ? { result: read } : { refused: notCounted(uncounted) };
  } catch (thrown) {
    if (!(thrown instanceof TokamarkError) || thrown.code !== 'import') throw thrown;
    const { message, where, remedy } = thrown;
    const field = plainName(`result.${where}`, LONGEST_FIELD);
    return { refused: { code: 'document', says: plainName(message, LONGEST_MESSAGE), remedy, where: field } };
  }
}

/** Each speed is that of a repetition, or how often it was measured would be what the document says. */
const isCounted = ({ tokensPerSecond, durations }: ResultEntry): boolean =>
  tokensPerSecond === null || tokensPerSecond.samples.length === durations.length;

const notCounted = (index: number): Reason => ({
  code: 'document',
  says: 'It has another number of speeds than of repetitions.',
  remedy: 'Send the document as Tokamark wrote it.',
  where: `result.results[${index}].durations`,
});

/** Characters: a document may have put its own text into either. */
const LONGEST_FIELD = 200;
const LONGEST_MESSAGE = 500;

/** An older one lacks what the gates go by, such as when a repetition ended. */
const ANOTHER_VERSION: Reason = {
  code: 'document',
  says: `The board takes documents of ${RESULT_SCHEMA} alone.`,
  remedy: 'Run again with this version of Tokamark.',
  where: 'result.schema',
};
