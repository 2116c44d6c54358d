/** What the model wrote in each format, in the order of writing. */
import { z } from 'zod';
import { contestant, count, finite, positive } from './common';

export const storySchema = z.looseObject({
  model: z.string(),
  ...contestant,
  prompt: z.string(),
  text: z.string(),
  tokens: count,
  temperature: finite.nonnegative(),
  seed: count,
  /** Streamed decode: each token is read back and shown before the person sees the next. */
  tokensPerSecond: positive.nullable(),
});
