/** How a tokenizer.json is refused: file, component, field and value. */

import type { z } from 'zod';
import { TokamarkError } from '../../../foundation/errors';
import { shown } from '../json';

/** A part of the file: what it holds, and where it stands (`pre_tokenizer.pretokenizers.0`). */
export interface Part {
  readonly value: unknown;
  readonly file: string;
  readonly where: string;
}

export function inside(part: Part, key: string | number, value: unknown): Part {
  return { value, file: part.file, where: `${part.where}.${key}` };
}

/** @param detail what Tokamark reads instead, without a full stop */
export function refusal({ file, where, value }: Part, detail: string): TokamarkError {
  return new TokamarkError({
    code: 'tokenizer',
    message: `${file}: ${where} is ${shown(value)}: ${detail}.`,
    where,
    remedy:
      'Download tokenizer.json again or save it again with a current version of transformers; where it is right, this model has a tokenizer that Tokamark does not read.',
  });
}

/** The part as `schema` has it. @throws TokamarkError `tokenizer` that names the field and its value */
export function read<T>(schema: z.ZodType<T>, part: Part): T {
  const parsed = schema.safeParse(part.value);
  if (parsed.success) return parsed.data;
  throw refusalOf(parsed.error, part);
}

function refusalOf(error: z.ZodError, part: Part): TokamarkError {
  const issue = error.issues[0];
  if (issue === undefined) return refusal(part, 'it cannot be used');
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
  const keys = path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  const field = keys.reduce((found, key) => inside(found, key, at(found.value, key)), part);
  const type = at(part.value, 'type');
  const component = typeof type === 'string' ? ` of ${type}` : '';
  const detail = issue.code === 'unrecognized_keys' ? `Tokamark knows no such field${component}` : issue.message;
  return refusal(field, detail);
}

function at(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === String(key))?.[1];
}
