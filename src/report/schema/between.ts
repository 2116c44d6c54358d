/** What the runs that a machine has kept add to one of them. Derived: the figures of `results` stay those of the run alone. */
import { z } from 'zod';
import { contestant, count, finite, intervalSchema, sha256 } from './common';

export const MEASURES = ['tokensPerSecond', 'ttftSeconds'] as const;

export const betweenRunsSchema = z.looseObject({
  method: z.string(),
  /** Of this device, browser, kernels and suite, this one among them. */
  runs: count.min(3),
  /** Of those runs, as many as began at least an hour apart. */
  sessions: count.min(1),
  /** From three sessions on. */
  confirmed: z.boolean(),
  /** Name and version of each browser or runtime among them. */
  environments: z.array(z.string()),
  figures: z.array(
    z.looseObject({
      workloadId: sha256,
      engine: contestant.engine,
      measure: z.enum(MEASURES),
      /** As each run had it, this one first: all that the figures below come from. */
      runs: z.array(intervalSchema).min(3),
      /** Typical standard error of one run's median, as a share of it. */
      within: finite.nonnegative(),
      /** Standard deviation between runs beyond that, as a share. */
      between: finite.nonnegative(),
      /** The figure of this run, made as wide as what changes between runs asks. */
      interval: intervalSchema,
    }),
  ),
});

export type BetweenRuns = z.infer<typeof betweenRunsSchema>;
export type Measure = (typeof MEASURES)[number];
