/** What each contestant of a run on a text makes of the same forced passage: its own words count for nothing here. */
import { z } from 'zod';
import { contestant, count, errorSchema, finite, positive } from './common';

const rowSchema = z.looseObject({
  ...contestant,
  /** exp of the mean negative log-likelihood of the passage; null where the engine gives no logits, or failed. */
  perplexity: positive.nullable(),
  /** KL divergence to our FP16 on the same device, nats per token; null of that itself, and where it has none. */
  kl: finite.nonnegative().nullable(),
  /** Share of places where both think the same token the most likely; null as `kl` is. */
  top1: finite.min(0).max(1).nullable(),
  error: errorSchema.nullable(),
});

export const passageSchema = z.looseObject({
  model: z.string(),
  /** From the beginning of what the contestants read; every one but the first is scored. */
  tokens: count.min(2),
  rows: z.array(rowSchema),
});
