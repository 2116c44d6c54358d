/** What the time budget did to the headline workload. */
import { z } from 'zod';
import { seconds } from '../schema/common';
import type { ResultPart } from './part';

const schema = z
  .looseObject({
    headline: z.boolean(),
    budgetSeconds: seconds.nullable(),
    /** Empty where nothing shrank. */
    shrunk: z.array(z.string()),
    /** What was asked for by name and was not measured, as sentences; absent where all was. */
    notAsAsked: z.array(z.string()).optional(),
  })
  .default({ headline: false, budgetSeconds: null, shrunk: [] });

export const plan: ResultPart<typeof schema> = {
  schema,
  fold: (before, told) =>
    told.type === 'plan' ? { ...before, headline: told.headline, shrunk: [...told.shrunk] } : before,
};
