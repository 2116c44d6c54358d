/** A text that a model wrote in one format. */
import { z } from 'zod';
import { count, finite, format, positive } from './common';

export const storySchema = z.looseObject({
  model: z.string(),
  format,
  prompt: z.string(),
  text: z.string(),
  tokens: count,
  temperature: finite.nonnegative(),
  seed: count,
  /** Streamed decode: each token is read back and shown before the person sees the next. */
  tokensPerSecond: positive.nullable(),
});
