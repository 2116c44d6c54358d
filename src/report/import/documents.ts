/** The documents of a file: one result, or a list of them, as all runs of a page are exported. Each is checked by itself. */
import { z } from 'zod';
import { TokamarkError } from '../../foundation/errors';
import type { Result } from '../schema';
import { toJson } from '../json';
import { assertSize } from './import-result';

/** More than a person keeps. */
const MOST_DOCUMENTS = 1000;

const listSchema = z.array(z.looseObject({})).min(1).max(MOST_DOCUMENTS);

/** The JSON text of each; of one that is no list, the whole text. @throws TokamarkError `import` of a list of anything else */
export function documentsOf(text: string, name: string): readonly string[] {
  assertSize(text.length, name);
  if (!/^\s*\[/.test(text)) return [text];
  const list = listSchema.safeParse(parsed(text));
  if (list.success) return list.data.map((one) => JSON.stringify(one));
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

/** All of them as one file, which documentsOf reads. */
export const toJsonList = (results: readonly Result[]): string =>
  `[\n${results.map((result) => toJson(result).trimEnd()).join(',\n')}\n]\n`;
