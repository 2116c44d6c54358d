/** An error of the API: problem+json (RFC 9457) with the field that is wrong and what to do about it. */
import { z } from 'zod';

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
