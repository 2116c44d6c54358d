/** Why a run ended early: its kind (`code`), the step it was in, and what to do now. Null of a run that came to its end. */
import { z } from 'zod';
import { errorSchema } from './common';

/** `step` as a person reads it; null before the first, and in what an older version wrote. */
export const failureSchema = errorSchema.extend({ step: z.string().nullable() });
