/** What the tuner chose, of all sites that it was told of. Null until then. */
import { z } from 'zod';
import { VARIANT_STATUSES, mergeOutcomes, NOT_TUNED } from '../../tuning/outcome';
import { count, finite, seconds } from '../schema/common';
import { tuningOf } from '../tuning';
import type { ResultPart } from './part';

/** Of each site, the variant that ran and what became of the others; see src/tuning. */
const tuningSchema = z.looseObject({
  source: z.enum(['tuned', 'remembered', 'off']),
  /** Spent in this run. */
  seconds,
  /** False where the time budget left variants untried. */
  complete: z.boolean(),
  sites: z.array(
    z.looseObject({
      id: z.string(),
      rows: count,
      uses: finite.nonnegative(),
      chosen: z.string(),
      default: z.string(),
      /** Of one pass at this site, by the chosen variant and by the default. */
      seconds: seconds.nullable(),
      defaultSeconds: seconds.nullable(),
      /** The longest that trying one variant took, compiling and checking included. */
      attemptSeconds: seconds,
      remembered: z.boolean(),
      candidates: z.array(
        z.looseObject({
          id: z.string(),
          status: z.enum(VARIANT_STATUSES),
          seconds: seconds.nullable(),
          check: z.looseObject({ shape: z.string(), error: finite, tolerance: finite }).nullable(),
          message: z.string(),
          details: z.string().optional(),
        }),
      ),
    }),
  ),
});
const schema = tuningSchema.nullable().default(null);

export const tuning: ResultPart<typeof schema> = {
  schema,
  fold: (before, told) => {
    // Where nothing is tuned, nothing of it was on the device.
    if (told.type === 'restarted') return before?.source === 'off' ? before : null;
    return told.type === 'tuned' ? tuningOf(mergeOutcomes(before ?? NOT_TUNED, told.tuning)) : before;
  },
};
