/** The suite and profile of a run. They find runs that measured the same list of workloads. */
import { z } from 'zod';
import { PROFILE_NAMES } from '../../benchmark/suite/suite';

export const suiteSchema = z.looseObject({
  /** `tokamark-1`; what its profiles measure never changes. */
  name: z.string(),
  /** `custom`: chosen by hand. Where the time budget held a smaller workload only, `plan.shrunk` says so. */
  profile: z.enum([...PROFILE_NAMES, 'custom']),
  /** By which the prompts were made; absent where they are those that everybody has. */
  promptSeed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .optional(),
});
