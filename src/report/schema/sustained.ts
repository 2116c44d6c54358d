/** A long decode: its samples over time, and what the first and the last minute say of each other. */
import { z } from 'zod';
import { GUARD_NAMES } from '../../benchmark/guards/guard';
import { count, figureSchema, format, intervalSchema, seconds } from './common';

export const guardName = z.enum(GUARD_NAMES);

export const sustainedSchema = z.looseObject({
  /** The test that was decoded over and over. */
  workloadId: z.string().regex(/^[0-9a-f]{64}$/),
  test: z.string(),
  format,
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
  /** Tokens a second in the first and in the last minute, or third of a shorter decode; null without samples. */
  first: figureSchema.nullable(),
  last: figureSchema.nullable(),
  /** Last over first: below 1 it throttles. Null where one of the two is. */
  ratio: intervalSchema.nullable(),
});
