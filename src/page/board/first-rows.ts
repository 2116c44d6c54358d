/** What a server hands over with the rows that it has drawn: the answer that they were made of, and its address. */
import { z } from 'zod';
import { cohortsSchema } from '../../../server/board/src/contract/reads/cohorts';
import { runSchema } from '../../../server/board/src/contract/reads/runs';

export const firstSchema = z.object({
  /** As the room would ask for it. */
  address: z.string(),
  ranking: cohortsSchema.optional(),
  run: runSchema.optional(),
});

export type FirstRows = z.infer<typeof firstSchema>;

/** Of the element that holds the room. */
export const FIRST_ATTRIBUTE = 'data-first';
