/** What others have published of larger models at four bits, each as its source says it. Not comparable with each other in absolute terms: texts differ. */
import { z } from 'zod';
import losses from './published-losses.json';

const lossSchema = z.strictObject({
  model: z.string().min(1),
  parameters: z.number().positive(),
  /** llama.cpp's name of it: Q4_0 rounds as INT4 does here, Q4_K_M keeps some tensors in more bits. */
  format: z.enum(['Q4_0', 'Q4_K_M']),
  perplexity: z.number().positive(),
  /** To the perplexity of the same model at `base`, on the same text. */
  ratio: z.number().min(1),
  base: z.enum(['FP16', 'BF16']),
  source: z.url().startsWith('https://'),
  /** The figures that it is from, as the source has them. */
  says: z.string().min(1),
  /** When the source was read. */
  read: z.iso.date(),
});

export type PublishedLoss = z.infer<typeof lossSchema>;

/** The smallest model first. */
export const PUBLISHED_LOSSES: readonly PublishedLoss[] = z
  .array(lossSchema)
  .min(1)
  .parse(losses)
  .toSorted((a, b) => a.parameters - b.parameters);
