/** Reads JSON from a model folder as untrusted input. Not a schema: each reader checks the fields that it uses. */

import { z } from 'zod';
import { TokamarkError, type ErrorCode } from '../../foundation/errors';

const jsonObject = z.record(z.string(), z.unknown());

export type JsonObject = z.infer<typeof jsonObject>;

/** The object that `text` holds; `where` is the file's name, for the message. */
export function parseJsonObject(text: string, where: string, code: ErrorCode): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new TokamarkError(
      {
        code,
        message: `${where} is not valid JSON (${detail}).`,
        where,
        remedy: `Download ${where} again, or save the model again with save_pretrained.`,
      },
      { cause },
    );
  }
  const object = jsonObject.safeParse(value);
  if (object.success) return object.data;
  throw new TokamarkError({
    code,
    message: `${where} holds ${shown(value)} where a JSON object is expected.`,
    where,
    remedy: `Download ${where} again, or save the model again with save_pretrained.`,
  });
}

/** A value from outside, short enough for a message. */
export function shown(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(value ?? null);
  } catch {
    // Nested deeper than the stack: JSON.parse reads what JSON.stringify cannot write.
    return 'a deeply nested value';
  }
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
