/** What a token of decode costs however small the model, and how fast its bytes are read. Derived from the entries of several models. */
import { z } from 'zod';
import { bytes, contestant, count, finite, intervalSchema, positive } from './common';

/** May be below zero: of seconds that cannot be told from none. */
const spread = z.looseObject({ median: finite, low: finite, high: finite, samples: z.array(finite).min(1) });

export const lineSchema = z.looseObject({
  ...contestant,
  test: z.string(),
  /** The largest model, of whose dispatches `t0Seconds` is. */
  model: z.string(),
  /** What t0 goes with, as it fits better: the dispatches of each model, or it is the same for each token. */
  t0Of: z.enum(['dispatches', 'token']),
  /** Per token of `model`, if nothing had to be read: t = t0 + bytes / B; of dispatches, t0 of another model is in proportion to them. */
  t0Seconds: spread,
  secondsPerByte: spread,
  /** B: bytes per second. Null where the time does not grow with the bytes; `high` is null where its bound does not. */
  bandwidth: z.looseObject({ median: positive, low: positive, high: positive.nullable() }).nullable(),
  /** In which all models ran side by side; null where they were not in memory together. */
  rounds: count.nullable(),
  points: z.array(
    z.looseObject({
      model: z.string(),
      workloadId: z.string(),
      bytesPerToken: bytes,
      dispatchesPerToken: finite.nonnegative(),
      secondsPerToken: intervalSchema,
      /** Its median over what the line says of it, less 1. */
      residual: finite,
    }),
  ),
});

export type DecodeLine = z.infer<typeof lineSchema>;
