/** The reasons of a decision as they are kept with the run, by which it is decided anew when more is known of it. */
import { z } from 'zod';
import { reasonSchema } from '../contract/answers';
import { VERDICTS } from './gate';

const storedReasonSchema = reasonSchema.extend({
  verdict: z.enum(VERDICTS),
  /** In figures, for the operator. */
  found: z.string(),
});

/** As many as were found: its owner hears of the gravest alone. */
export const storedReasonsSchema = z.array(storedReasonSchema);

export type StoredReason = Readonly<z.infer<typeof storedReasonSchema>>;
