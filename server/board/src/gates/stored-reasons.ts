/** The reasons of a decision as they are kept with the run, by which it is decided anew when more is known of it. */
import { z } from 'zod';
import { reasonSchema } from '../contract/answers';
import { VERDICTS } from './gate';

export const storedReasonSchema = reasonSchema.extend({
  verdict: z.enum(VERDICTS),
  /** In figures, for the operator. */
  found: z.string(),
});

export type StoredReason = Readonly<z.infer<typeof storedReasonSchema>>;
