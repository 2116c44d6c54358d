/** The frozen reference that 1000 stands for: its schema. Its numbers are reference.json; src/build/freeze-reference.mjs writes them. */
import { z } from 'zod';
import { count, format, positive, sha256 } from '../schema/common';

const REFERENCE_SCHEMA = 'tokamark-reference/1';

export const referenceSchema = z.object({
  schema: z.literal(REFERENCE_SCHEMA),
  suite: z.string(),
  /** One sentence: what ran it, and so what 1000 stands for. */
  about: z.string().min(1),
  /** The run that the numbers come from. */
  startedAt: z.iso.datetime(),
  adapter: z.string(),
  software: z.boolean(),
  machine: z.string().min(1),
  engine: z.object({ name: z.string(), version: z.string(), commit: z.string(), shaderHash: z.string() }),
  workloads: z
    .array(
      z.object({
        workloadId: sha256,
        format,
        test: z.string(),
        /** Median of `repetitions`; it is the yardstick, and has no interval of its own. */
        tokensPerSecond: positive,
        repetitions: count.min(5),
      }),
    )
    .min(1),
});

export type Reference = z.infer<typeof referenceSchema>;
