/** How long a reader waits for each token while decode streams, one row for each model and format that is timed or writes. Null without any. */
import { z } from 'zod';
import { contestant, count, seconds } from './common';

export const latencySchema = z.looseObject({
  ...contestant,
  model: z.string(),
  /** The repetitions of a timed test, or a text that the model wrote. Older documents do not say which (see parts/latency.ts). */
  of: z.enum(['repetitions', 'text']).optional(),
  /** The first is the wait for the second token of the text. */
  waits: z.array(seconds).min(1),
  median: seconds,
  /** Nine of ten waits are no longer; null of fewer than 10. */
  p90: seconds.nullable(),
  /** Null of fewer than 100. */
  p99: seconds.nullable(),
  /** `token` counts the tokens of the text from 1. */
  longest: z.looseObject({ seconds, token: count.min(2) }),
  /** Every wait, in classes that reach √2 times as far as they begin, empty ones between others included. */
  histogram: z
    .array(z.looseObject({ from: seconds, to: seconds, count }))
    .min(1)
    .max(256),
});
