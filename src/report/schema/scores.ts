/** Scores against the frozen reference: one for each format, and none over all. */
import { z } from 'zod';
import { format, intervalSchema, positive } from './common';

export const scoresSchema = z.looseObject({
  /** What 1000 stands for. */
  reference: z.looseObject({
    suite: z.string(),
    about: z.string(),
    startedAt: z.iso.datetime(),
    adapter: z.string(),
    software: z.boolean(),
  }),
  /** Of each format that was measured. */
  scores: z.array(
    z.looseObject({
      format,
      /** `headline`: tg64 and pp512 at depth 0; `depth-2048`: the same after 2,048 tokens. */
      set: z.enum(['headline', 'depth-2048']),
      /** Null where a workload is not the reference's, or was not measured in full. */
      score: intervalSchema.nullable(),
      /** Why there is none; empty where there is one. */
      reason: z.string(),
      /** A software adapter's score says nothing about a GPU. */
      software: z.boolean(),
      parts: z.array(
        z.looseObject({ test: z.string(), workloadId: z.string(), weight: positive.max(1), ratio: intervalSchema }),
      ),
    }),
  ),
});
