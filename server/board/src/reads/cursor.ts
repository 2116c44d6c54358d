/** Where a page ended, as a text that a client sends back unread. A page begins behind that row, however many came meanwhile. */
import type { z } from 'zod';
import { ProblemError } from '../problem/problem-error';

export const cursorOf = (key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** @throws ProblemError of what no page of this board ended with */
export function readCursor<T>(schema: z.ZodType<T>, after: string): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(after, 'base64url').toString()));
  } catch {
    throw new ProblemError({
      ...{ status: 400, code: 'invalid', title: 'A field is wrong', field: 'query.after' },
      detail: 'query.after: it is not where a page of this board ended.',
      remedy: 'Send the `next` of the page before, or leave it out for the first page.',
    });
  }
}
