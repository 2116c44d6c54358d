/** The reasons of a decision as they are kept with the run, by which it is decided anew when more is known of it. */
import { z } from 'zod';
import { MOST_REASONS, reasonSchema } from '../contract/answers';
import { VERDICTS } from './gate';

const storedReasonSchema = reasonSchema.extend({
  verdict: z.enum(VERDICTS),
  /** In figures, for the operator. */
  found: z.string(),
});

export const storedReasonsSchema = z.array(storedReasonSchema).max(MOST_REASONS);

export type StoredReason = Readonly<z.infer<typeof storedReasonSchema>>;
