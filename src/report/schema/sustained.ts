/** A long decode: first and last minute, and the curve as numbers. Null where there was none. */
import { z } from 'zod';
import { contestant, count, figureSchema, guardName, intervalSchema, seconds, sha256 } from './common';

export const sustainedSchema = z.looseObject({
  /** The test that was decoded again and again. */
  workloadId: sha256,
  test: z.string(),
  ...contestant,
  /** What was asked for; a run that was cancelled has fewer samples. */
  seconds,
  samples: z.array(
    z.looseObject({
      /** Since the decode began. */
      at: seconds,
      seconds,
      tokens: count,
      /** What voids this sample; null where it counts. */
      guard: guardName.nullable(),
    }),
  ),
  /** Tokens per second in the first and in the last minute, or third of a shorter decode; null without samples. */
  first: figureSchema.nullable(),
  last: figureSchema.nullable(),
  /** Last over first: below 1 it throttles. Null where one of the two is. */
  ratio: intervalSchema.nullable(),
});
