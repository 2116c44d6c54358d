/** Results from files that a person gives: each is read and checked by itself, and what is wrong with one leaves the others as they are. */
import { decodeBlob } from '../../foundation/decode-text';
import { asTokamarkError, TokamarkError, type ErrorData } from '../../foundation/errors';
import { documentsOf, type Called, type ResultDocument } from '../../report/import/documents';
import { assertSize, importResult, LARGEST_IMPORT } from '../../report/import/import-result';
import { plainName } from '../../report/outside-text';
import type { Result } from '../../report/schema';
import { WORDS } from './catalogue/words';

/** At once. */
const MOST_FILES = 200;

type Read = { readonly result: Result; readonly called: Called } | { readonly file: string; readonly error: ErrorData };

/** In the order of the files. */
export async function* readResults(files: readonly File[]): AsyncGenerator<Read, void, void> {
  for (const file of files.slice(0, MOST_FILES)) {
    const name = plainName(file.name, 80) || WORDS.namelessFile;
    try {
      const documents = documentsOf(await textOf(file, name), name);
      for (const [i, one] of documents.entries()) {
        yield read(one, documents.length === 1 ? name : WORDS.resultOf(name, i + 1, documents.length));
      }
    } catch (thrown) {
      yield { file: name, error: asTokamarkError(thrown).toData() };
    }
  }
  const rest = files.slice(MOST_FILES);
  const [first] = rest;
  if (first === undefined) return;
  const file = plainName(first.name, 80);
  const error = refused({ message: `It and ${rest.length - 1} more were not read: these are too many at once.` });
  yield { file, error: error.toData() };
}

async function textOf(file: File, name: string): Promise<string> {
  assertSize(file.size, name);
  try {
    return await decodeBlob(file, name, 'import', LARGEST_IMPORT);
  } catch (thrown) {
    if (thrown instanceof TokamarkError) throw thrown;
    throw refused({ message: 'The browser could not read it: it may be a folder, or gone.' }, thrown);
  }
}

function read({ text, called }: ResultDocument, file: string): Read {
  try {
    return { result: importResult(text), called };
  } catch (thrown) {
    return { file, error: asTokamarkError(thrown).toData() };
  }
}

const refused = ({ message }: Pick<ErrorData, 'message'>, cause?: unknown): TokamarkError =>
  new TokamarkError(
    { code: 'import', message, where: '', remedy: `Choose up to ${MOST_FILES} JSON files that Tokamark wrote.` },
    { cause },
  );
