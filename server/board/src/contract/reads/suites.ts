/** Of `GET /api/context`: of which suites the board has results, the oldest first. */
import { z } from 'zod';
import { suiteSchema } from './figure';

export const suitesSchema = z.object({
  suites: z.array(z.object({ ...suiteSchema.shape, frozenAt: z.iso.datetime() })),
  /** Of which results are ranked now. */
  currentSuite: z.string(),
});

export type Suites = z.infer<typeof suitesSchema>;
