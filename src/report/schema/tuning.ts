/** What the tuner found at each site: every variant that it knows there, with its time and its check. Null until then; see src/tuning. */
import { z } from 'zod';
import { VARIANT_STATUSES } from '../../tuning/outcome';
import { count, finite, seconds } from './common';

/**
 * One variant, as an array, because a run has hundreds: its id; what became of it (`timed` to the end, `slower` and left after two
 * samples, `wrong`, `failed`, `out-of-memory`, `blacklisted`, `untried`, or `unpromising`:
 * not tried, since it was not expected to gain); the seconds of one pass at this site, the least that was
 * measured, or null; and the largest error of its checks as a share of the tolerance, at most a million, or null where none was made.
 */
const variantSchema = z.tuple([
  z.string(),
  z.enum(VARIANT_STATUSES),
  seconds.nullable(),
  finite.nonnegative().nullable(),
]);

/** Of a variant that is `wrong`, `failed` or `out-of-memory`. */
const refusalSchema = z.looseObject({
  variant: z.string(),
  /** The check that failed, such as `gemv int4 1536x576`, or the error in words. */
  why: z.string(),
  /** What the compiler said; absent where nothing did. */
  details: z.string().optional(),
});

/** As documents before `variants` hold a variant. */
const candidateSchema = z.looseObject({
  id: z.string(),
  status: z.enum(VARIANT_STATUSES),
  seconds: seconds.nullable(),
  check: z.looseObject({ shape: z.string(), error: finite, tolerance: finite }).nullable(),
  message: z.string(),
  details: z.string().optional(),
});

/** A run has a few hundred; what compares each with each stays fast with so many. */
const MOST_SITES = 1000;
/** The longest that are written have about a hundred characters. */
const LONGEST_ID = 500;

export const tuningSchema = z.looseObject({
  source: z.enum(['tuned', 'remembered', 'off']),
  /** Spent in this run. */
  seconds,
  /** False where the time budget left variants untried. */
  complete: z.boolean(),
  sites: z
    .array(
      z.looseObject({
        id: z.string().max(LONGEST_ID),
        /** Tokens of the pass at which it was timed. */
        rows: count,
        /** How often one pass does this work. */
        uses: finite.nonnegative(),
        chosen: z.string(),
        default: z.string(),
        /** Of one pass at this site, by the chosen variant and by the default. */
        seconds: seconds.nullable(),
        defaultSeconds: seconds.nullable(),
        /** The longest that trying one variant took, compiling and checking included. */
        attemptSeconds: seconds,
        /** All of it was found in an earlier run on this device, times included. */
        remembered: z.boolean(),
        /** All of this site; the default is the first. The chosen one is the fastest that is `timed`, or the default where that gains less than 3 %. */
        variants: z.array(variantSchema).optional(),
        /** Absent where no variant was refused. */
        refused: z.array(refusalSchema).optional(),
        /** In older documents, in place of `variants`. */
        candidates: z.array(candidateSchema).optional(),
      }),
    )
    .max(MOST_SITES),
});
