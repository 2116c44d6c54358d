/** A result from anywhere, as a file or on standard input: its size, its encoding, its fields, in this order. Keeps nothing. */
import { stat } from 'node:fs/promises';
import { TokamarkError } from '../../foundation/errors';
import { assertSize, importResult, LARGEST_IMPORT } from '../../report/import/import-result';
import type { Result } from '../../report/schema';
import {
  readTextArgument,
  readTextFile,
  sourceName,
  STANDARD_INPUT,
  type ReadStandardInput,
  type TextKind,
} from '../read-text';

const RESULT: TextKind = {
  most: LARGEST_IMPORT,
  absent: 'import',
  code: 'import',
  option: null,
  remedy: 'Name a JSON file that Tokamark wrote, or - for standard input.',
};

/** @throws TokamarkError `import` that names the file and the field */
export function readImport(path: string): Promise<Result> {
  return imported(path, async () => {
    const found = await stat(path).catch(() => null);
    if (found?.isFile() === true) assertSize(found.size, path);
    return readTextFile(path, RESULT);
  });
}

/** As readImport, of what standard input holds. */
export const readImportedInput = (standardInput: ReadStandardInput): Promise<Result> =>
  imported(sourceName(STANDARD_INPUT), () => readTextArgument(STANDARD_INPUT, RESULT, standardInput));

const empty = (name: string): TokamarkError =>
  new TokamarkError({ code: 'import', message: `${name} is empty.`, where: name, remedy: RESULT.remedy });

async function imported(name: string, read: () => Promise<string>): Promise<Result> {
  try {
    const text = await read();
    if (text.trim() === '') throw empty(name);
    return importResult(text);
  } catch (cause) {
    if (!(cause instanceof TokamarkError) || cause.message.startsWith(name)) throw cause;
    throw new TokamarkError({ ...cause.toData(), message: `${name}: ${cause.message}` }, { cause });
  }
}
