/** Turns a failed check of one field of config.json or generation_config.json into the error that names field, value and remedy. */

import type { z } from 'zod';
import { TokamarkError } from '../../foundation/errors';
import { shown } from './json';

/** `field` is the object or number that was checked; the first issue's path is added to it. */
export function refused(file: string, field: string, value: unknown, error: z.ZodError): TokamarkError {
  const issue = error.issues[0];
  const inner = issue?.path ?? [];
  const where = [field, ...inner.map(String)].filter((part) => part !== '').join('.');
  const at = inner.reduce<unknown>((parent, key) => memberOf(parent, key), value);
  const found = at === undefined ? 'is missing' : `is ${shown(at)}`;
  return new TokamarkError(
    {
      code: 'config',
      message: `${file}: ${where} ${found}: ${issue?.message ?? 'not accepted'}.`,
      where,
      remedy: `Correct ${where}, or take ${file} again from where the model was published.`,
    },
    { cause: error },
  );
}

function memberOf(parent: unknown, key: PropertyKey): unknown {
  if (typeof parent !== 'object' || parent === null) return undefined;
  return Object.getOwnPropertyDescriptor(parent, key)?.value;
}
