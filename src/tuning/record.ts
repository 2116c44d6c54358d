/** What the tuner remembers of one device, as it is kept: read back as outside input. */
import { z } from 'zod';
import { VARIANT_STATUSES } from './outcome';

const name = z.string().max(400);
const seconds = z.number().nonnegative();

const variantSchema = z.object({
  id: name,
  status: z.enum(VARIANT_STATUSES),
  seconds: seconds.nullable(),
  check: z.object({ shape: name, error: z.number().nonnegative(), tolerance: z.number().nonnegative() }).nullable(),
  message: z.string().max(4000),
  details: z.string().max(4000).optional(),
});

const siteSchema = z.object({
  id: name,
  rows: z.number().int().positive(),
  uses: z.number().nonnegative(),
  chosen: name,
  default: name,
  seconds: seconds.nullable(),
  defaultSeconds: seconds.nullable(),
  attemptSeconds: seconds,
  remembered: z.boolean(),
  candidates: z.array(variantSchema).max(1000),
});

const triedSchema = z.object({ site: name, candidate: name });

export const recordSchema = z.object({
  sites: z.array(siteSchema).max(10_000),
  /** What hung, or lost the device or the process, when it ran. */
  blacklist: z.array(triedSchema).max(10_000),
  /** What runs on the device now: found at the start of a run, it ended the one before. */
  running: triedSchema.nullable(),
});

export type TuningRecord = z.infer<typeof recordSchema>;
/** A variant that ran or runs at a site; the key is that of the kept file. */
export type Tried = z.infer<typeof triedSchema>;

export const EMPTY_RECORD: TuningRecord = { sites: [], blacklist: [], running: null };
