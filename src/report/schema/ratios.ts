/** How many times as fast a format is as another, or an engine as another, in the same result. Derived from the samples of both. */
import { z } from 'zod';
import { count, format, intervalSchema } from './common';

export const formatRatioSchema = intervalSchema.extend({
  test: z.string(),
  model: z.string(),
  metric: z.enum(['tokensPerSecond', 'ttftSeconds']),
  /** How many times `than` is `of`; of seconds, below 1 is sooner. */
  of: format,
  than: format,
  /** Of which engine each is, where they differ; absent where both are of one. */
  engines: z.looseObject({ of: z.string(), than: z.string() }).optional(),
  /** `by-round`: of the ratios of each round in which both counted; `two-intervals`: they were never in memory together. */
  method: z.enum(['by-round', 'two-intervals']),
  /** Null where the ratio is not of rounds. */
  rounds: count.nullable(),
});
