/** How long a reader waits for each token while a text streams, one row for each format. Null without a text. */
import { z } from 'zod';
import { contestant, count, seconds } from './common';

export const latencySchema = z.looseObject({
  ...contestant,
  model: z.string(),
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
