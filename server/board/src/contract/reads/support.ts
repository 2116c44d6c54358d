/** `GET /api/support`: what ran where and what failed there. `GET /api/filters`: what there is to filter by. */
import { z } from 'zod';
import { count } from '../../../../../src/report/schema/common';
import { gpuSchema, rungSchema } from './figure';

/** Which runs were looked at: the latest, so many, since then. */
const latestSchema = z.object({ runs: count, since: z.iso.datetime().nullable() });

const supportCellSchema = z.object({
  format: z.string(),
  /** Name and main version. */
  browser: z.string(),
  gpuFamily: z.string(),
  /** Devices on which a run came to its end, and on which one did not; a device may be both. */
  ran: count,
  failed: count,
  /** Of them all. */
  runs: count,
  /** Codes of the errors, by devices, the most frequent first. */
  codes: z.array(z.object({ code: z.string(), devices: count })),
});

export const supportSchema = z.object({ of: latestSchema, cells: z.array(supportCellSchema) });

const choice = z.object({ value: z.string(), runs: count });

export const filtersSchema = z.object({
  of: latestSchema,
  gpus: z.array(gpuSchema),
  kinds: z.array(z.string()),
  engines: z.array(z.string()),
  /** The most frequent first; a browser by its name, and by name and main version. */
  browsers: z.array(choice),
  systems: z.array(choice),
  powers: z.array(choice),
  rungs: z.array(rungSchema),
});

export type SupportCell = z.infer<typeof supportCellSchema>;
export type Support = z.infer<typeof supportSchema>;
export type Filters = z.infer<typeof filtersSchema>;
