/** What the tuner chose, of all sites that it was told of. Null until then. */
import { z } from 'zod';
import { VARIANT_STATUSES } from '../../tuning/outcome';
import { count, finite, seconds } from './common';

/** Of each site, the variant that ran and what became of the others; see src/tuning. */
export const tuningSchema = z.looseObject({
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
