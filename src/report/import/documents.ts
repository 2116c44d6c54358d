/**
 * The documents of a file: one result, or a list of them, as all runs of a page are exported. Each is checked by itself. In a list a run
 * may come with what a person calls it, for whoever moves to another browser; the document of one run has no such names.
 */
import { z } from 'zod';
import { TokamarkError } from '../../foundation/errors';
import type { Result } from '../schema';
import { toJson } from '../json';
import { assertSize } from './import-result';

/** More than a person keeps. */
const MOST_DOCUMENTS = 1000;

/** What a person calls a run and its machine: untrusted text of any length; empty where they have not named it. */
const calledSchema = z.object({ name: z.string(), machine: z.string() });
export type Called = z.infer<typeof calledSchema>;

const NOT_CALLED: Called = { name: '', machine: '' };

export interface ResultDocument {
  /** JSON of a result, which nothing has checked. */
  readonly text: string;
  readonly called: Called;
}

const documentOf = (result: object, called: Called): ResultDocument => ({ text: JSON.stringify(result), called });

const unnamed = z.looseObject({});
const named = z.strictObject({ called: calledSchema, result: unnamed });
const listSchema = z
  .array(
    z.union([
      named.transform(({ result, called }) => documentOf(result, called)),
      unnamed.transform((result) => documentOf(result, NOT_CALLED)),
    ]),
  )
  .min(1)
  .max(MOST_DOCUMENTS);

/** Of a file that is no list, the whole text. @throws TokamarkError `import` of a list of anything else */
export function documentsOf(text: string, name: string): readonly ResultDocument[] {
  assertSize(text.length, name);
  if (!/^\s*\[/.test(text)) return [{ text, called: NOT_CALLED }];
  const list = listSchema.safeParse(parsed(text));
  if (list.success) return list.data;
  throw new TokamarkError({
    code: 'import',
    message: 'This file holds a list that is none of results.',
    where: name,
    remedy: 'Choose a JSON file that Tokamark wrote: a result, or all runs of its page.',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export interface ExportedRun {
  readonly result: Result;
  readonly called: Called;
}

/** All of them as one file, which documentsOf reads. */
export function toJsonList(runs: readonly ExportedRun[]): string {
  const texts = runs.map(({ result, called }) => {
    const text = toJson(result).trimEnd();
    const named = called.name !== '' || called.machine !== '';
    return named ? `{"called": ${JSON.stringify(called)}, "result": ${text}}` : text;
  });
  return `[\n${texts.join(',\n')}\n]\n`;
}
