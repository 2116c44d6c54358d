/** A result as JSON text and back. The fields themselves are defined and checked in schema.ts; unknown ones survive. */
import type { z } from 'zod';
import { TokamarkError } from '../foundation/errors';
import { readableSchema } from './import/migrate';
import { RESULT_SCHEMA, type Result } from './schema';

/** The document that is written, copied and imported: indented, and ended by a newline as a text file is. */
export function toJson(result: Result): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}

/**
 * Reads what toJson wrote, with any fields that it does not know kept.
 * @throws TokamarkError `import` that names the field which is wrong.
 */
export const parseResult = (text: string): Result => readResult(parseJson(text));

/** What was read of JSON. @throws TokamarkError as parseResult */
export function readResult(document: unknown): Result {
  const parsed = readableSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw issue === undefined ? refused('This is not a Tokamark result.', '') : refusedField(issue);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw refused(`This is not JSON: ${why}`, '');
  }
}

function refusedField(issue: z.core.$ZodIssue): TokamarkError {
  const where = fieldPath(issue.path);
  if (where === 'schema') {
    return new TokamarkError({
      code: 'import',
      message: `This is not a result that this version reads (${RESULT_SCHEMA}).`,
      where,
      remedy: 'Choose a JSON file that Tokamark wrote; for one from a newer version, update Tokamark first.',
    });
  }
  return refused(`This result has a field that is not valid: ${issue.message}.`, where);
}

function refused(message: string, where: string): TokamarkError {
  const remedy = 'Choose a JSON file that Tokamark wrote and that nothing has changed since.';
  return new TokamarkError({ code: 'import', message, where, remedy });
}

/** `results[0].tokensPerSecond.median` */
function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}
