/** The reasons of a stored run, as the gates found them (gates/list.ts): what nobody but the operator reads. */
import { z } from 'zod';
import { MOST_REASONS } from '../contract/answers';
import { VERDICTS } from '../gates/gate';

export const storedReasonsSchema = z
  .array(
    z.object({
      ...{ code: z.string(), says: z.string(), remedy: z.string(), found: z.string() },
      verdict: z.enum(VERDICTS),
      where: z.string().optional(),
    }),
  )
  .max(MOST_REASONS);
