/**
 * A result from another machine, checked before anything is done with it: its size, its depth and numbers, its fields (json.ts),
 * and whether they agree with each other (consistent.ts). Where one is wrong, the error names it, and nothing has changed.
 */
import { TokamarkError } from '../../foundation/errors';
import { parseResult, readResult } from '../json';
import type { Result } from '../schema';
import { assertConsistent } from './consistent';
import { assertSane } from './sane';

/** A result of every format and profile takes less than 1 MB. */
export const LARGEST_IMPORT = 20e6;

/** Before the file is read. @throws TokamarkError `import` */
export function assertSize(bytes: number, name: string): void {
  if (bytes <= LARGEST_IMPORT) return;
  throw new TokamarkError({
    code: 'import',
    message: `This file has ${Math.round(bytes / 1e6)} MB; a result has at most ${LARGEST_IMPORT / 1e6} MB.`,
    where: name,
    remedy: 'Choose a JSON file that Tokamark wrote.',
  });
}

/** @throws TokamarkError `import` that names the field */
export function importResult(text: string): Result {
  assertSize(text.length, '');
  return assertTrue(parseResult(text));
}

/** Of what was read of JSON before, and is small enough. @throws TokamarkError `import` that names the field */
export const importDocument = (document: unknown): Result => assertTrue(readResult(document));

function assertTrue(result: Result): Result {
  assertSane(result);
  assertConsistent(result);
  return result;
}
