/** What the cost model of a run expects of what the run itself measured, from the rest of it. Derived; nothing is read back from it. */
import { z } from 'zod';
import { contestant, count, finite, positive } from './common';

export const expectedSchema = z.looseObject({
  /** Of a step of decode, or from a prompt to its first token. */
  tests: z.array(
    z.looseObject({
      ...contestant,
      model: z.string(),
      test: z.string(),
      /** Of what else: the run's other models, or other formats of this one where no other was measured in the test. */
      from: z.enum(['models', 'formats']),
      expectedSeconds: positive,
      /** Meant to hold the measurement nine times in ten, by how far off the rest of the run is of itself; absent from older documents. */
      expectedLow: positive.optional(),
      expectedHigh: positive.optional(),
      measuredSeconds: positive,
      /** Measured over expected, less 1. */
      off: finite,
    }),
  ),
  /** Of one pass over each site of a token of the headline's model, from the sites of the other models. */
  sites: z.array(
    z.looseObject({
      site: z.string(),
      format: z.string(),
      rows: count,
      columns: count,
      expectedSeconds: positive,
      timedSeconds: positive,
      /** What the roofs of the run allow at least; absent from older results. */
      leastSeconds: positive.optional(),
      off: finite,
      /** Of a token's time: what all uses of the site take beyond what is expected. */
      ofToken: finite,
    }),
  ),
});

export type ExpectedOfRun = z.infer<typeof expectedSchema>;
