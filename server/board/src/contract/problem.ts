/** An error of the API: problem+json (RFC 9457) with the field that is wrong and what to do about it. */
import { z } from 'zod';
import type { ErrorData } from '../../../../src/foundation/errors';

export const problemSchema = z.strictObject({
  type: z.string().max(200),
  title: z.string().max(200),
  status: z.number().int().min(400).max(599),
  /** Short, for programs; never changes its meaning. */
  code: z.string().max(60),
  detail: z.string().max(2000),
  /** `result.results[0].durations`; absent where no field is to blame. */
  field: z.string().max(400).optional(),
  remedy: z.string().max(2000),
});

export type Problem = z.infer<typeof problemSchema>;

/** Of what a client sent. Neither details of a compiler nor a stack leave the server. */
export function problemOf(error: ErrorData, status: number, title: string): Problem {
  const { code, message, where, remedy } = error;
  return {
    ...{ type: `about:blank#${code}`, title, status, code, detail: message, remedy },
    ...(where === '' ? {} : { field: where.slice(0, 400) }),
  };
}
