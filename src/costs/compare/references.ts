/** The machines that one's own is compared with, and where the published figures (energy/constants.ts) have something of each. */
import { z } from 'zod';
import data from '../data/reference-machines.json';

/** To a figure inside a published entry. */
const path = z.array(z.string());

const referencesSchema = z.strictObject({
  machines: z.array(
    z.strictObject({
      /** Of the catalogue; the Mac mini is known by its chip. */
      id: z.string(),
      name: z.string(),
      /** Its key among the data centre's costs; null where no data centre has it. */
      datacentre: z.string().nullable(),
    }),
  ),
  readings: z.array(
    z.strictObject({
      what: z.string(),
      machine: z.string(),
      energy: path.optional(),
      cost: path.optional(),
      batch: z.string(),
    }),
  ),
});

export const { machines: REFERENCES, readings: READINGS } = referencesSchema.parse(data);
