/** How the bounds of the figures were found. */
import { z } from 'zod';

export const statisticsSchema = z.looseObject({
  /** Of every `low` and `high` beside samples. */
  method: z.string(),
  /** Of the interval of a ratio, such as a share of a roof. */
  ratioMethod: z.string(),
  /** Of the interval of a ratio of formats that ran side by side; absent from older results. */
  pairedMethod: z.string().optional(),
  /** The chance that an interval holds the true median, from within the run. */
  level: z.number().gt(0).lt(1),
});
