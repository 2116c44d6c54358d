/** What the time budget did to the headline workload. */
import { z } from 'zod';
import { bytes, seconds } from './common';

export const planSchema = z.looseObject({
  headline: z.boolean(),
  budgetSeconds: seconds.nullable(),
  /** Empty where nothing shrank. */
  shrunk: z.array(z.string()),
  /** What was asked for by name and was not measured, as sentences; absent where all was. */
  notAsAsked: z.array(z.string()).optional(),
  /** Why the headline was asked for and another workload ran; absent where it ran, was not asked for, or nothing was timed before. */
  unmet: z
    .looseObject({
      /** What its tests alone would take, by the look at the device that the plan goes by; no kernel is tuned by then. */
      seconds,
      /** That its largest format needs, for weights, cache and logits. */
      bytes,
      /** Why it is not for the time alone, as a sentence: its formats need more memory than there is. Null where they do not. */
      tooLarge: z.string().nullable(),
    })
    .optional(),
});
