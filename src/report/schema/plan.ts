/** What the time budget did to the headline workload. */
import { z } from 'zod';
import { seconds } from './common';

export const planSchema = z.looseObject({
  headline: z.boolean(),
  budgetSeconds: seconds.nullable(),
  /** Empty where nothing shrank. */
  shrunk: z.array(z.string()),
  /** What was asked for by name and was not measured, as sentences; absent where all was. */
  notAsAsked: z.array(z.string()).optional(),
});
