/** What a server hands over with the rows that it has drawn: the answers that they were made of, each with its address. */
import { z } from 'zod';
import { contactSchema } from '../../../server/board/src/contract/contact';
import { cohortsSchema } from '../../../server/board/src/contract/reads/cohorts';
import { gpuPageSchema, slicesSchema } from '../../../server/board/src/contract/reads/gpus';
import { runSchema, runsSchema } from '../../../server/board/src/contract/reads/runs';
import { suitesSchema } from '../../../server/board/src/contract/reads/suites';
import { supportSchema } from '../../../server/board/src/contract/reads/support';

/** At the address by which the room would ask for it. */
const handed = <T extends z.ZodType>(value: T) => z.object({ address: z.string(), value }).optional();

export const firstSchema = z.object({
  ranking: handed(cohortsSchema),
  gpu: handed(gpuPageSchema),
  slices: handed(slicesSchema),
  run: handed(runSchema),
  latest: handed(runsSchema),
  support: handed(supportSchema),
  suites: handed(suitesSchema),
  /** Of who runs the board. */
  contact: contactSchema.optional(),
});

export type FirstRows = z.infer<typeof firstSchema>;

/** Of the element that holds the room. */
export const FIRST_ATTRIBUTE = 'data-first';
