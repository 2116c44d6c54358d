/** What was seen that can make a number untrue, and whether the GPU's timestamps are to be believed. The engine tells all of it each time. */
import { z } from 'zod';
import { finite, guardName, seconds } from './common';

export const guardsSchema = z.looseObject({
  /** In seconds since the run began; `to` is null where it lasted to the end. */
  periods: z.array(z.looseObject({ guard: guardName, from: finite, to: finite.nullable() })),
  /** One load timed by both clocks; null without timestamps, or where the run ended before. */
  timestamps: z
    .looseObject({
      trusted: z.boolean(),
      /** By the GPU's timestamps and by the clock. */
      gpuSeconds: seconds,
      clockSeconds: seconds,
    })
    .nullable(),
});
