/** What the parts of a result's schema share: numbers, statuses, errors, figures with their spread. */
import { z } from 'zod';
import { GUARD_NAMES } from '../../benchmark/guards/guard';
import { ERROR_CODES } from '../../foundation/errors';
import { MODEL_FORMATS } from '../../kernels/recipe';

export const finite = z.number();
export const positive = finite.positive();
export const count = z.number().int().nonnegative();
export const seconds = finite.nonnegative();
export const bytes = finite.nonnegative();
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const status = z.enum(['complete', 'cancelled', 'failed']);
export const format = z.enum(MODEL_FORMATS);
/** Whose speed it is: what computed, and in which recipe. */
export const contestant = { engine: z.string().min(1).max(200), format };
export const guardName = z.enum(GUARD_NAMES);

export const errorSchema = z.looseObject({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  where: z.string(),
  remedy: z.string(),
  /** What a compiler, driver or runtime said; absent where nothing did. */
  details: z.string().optional(),
});

/** A figure with its spread: `low` and `high` bound the median (see statistics/); `samples` in run order. */
export const figureSchema = z.looseObject({
  median: positive,
  low: positive,
  high: positive,
  samples: z.array(positive).min(1),
});

export const intervalSchema = z.looseObject({ median: positive, low: positive, high: positive });

export const verifiedSchema = z.looseObject({
  kernel: z.string(),
  /** Readable id of the shape that was checked, such as `gemv int4 1536x576`. */
  shape: z.string(),
  /** Largest error over the tolerance's own scale; the check passed where it is at most `tolerance`. */
  largestError: finite.nonnegative(),
  tolerance: positive,
});

export const warningSchema = z.looseObject({
  code: z.string(),
  message: z.string(),
  /** As an error's. */
  details: z.string().optional(),
});
