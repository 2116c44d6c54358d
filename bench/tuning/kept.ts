/** What `bench:tuning` keeps of a run: one line of JSON each, so that seeds can be measured one after another. */
import { z } from 'zod';
import { VARIANT_STATUSES } from '../../src/tuning/outcome';

export const POLICIES = ['every', 'expected'] as const;
/** `every` tries all variants; `expected` is the product's order and pruning. */
export type Policy = (typeof POLICIES)[number];

const attemptSchema = z.object({
  variant: z.string(),
  status: z.enum(VARIANT_STATUSES),
  /** Until it could be timed: compiling and checking. */
  made: z.number().nonnegative(),
  /** Of the whole attempt. */
  took: z.number().nonnegative(),
  /** Of one pass, in order. */
  samples: z.array(z.number().positive()),
});

const siteSchema = z.object({
  /** Model, format and phase: what a token or a prompt's chunk goes through. */
  group: z.string(),
  id: z.string(),
  uses: z.number().positive(),
  rows: z.number().int().positive(),
  /** In the product's order; the first is the default. */
  variants: z.array(z.string()),
  chosen: z.string(),
  attempts: z.array(attemptSchema),
});

export const keptSchema = z.object({
  seed: z.number().int(),
  policy: z.enum(POLICIES),
  adapter: z.string(),
  version: z.string(),
  date: z.string(),
  /** Of the machine over the last minute, when the run began and ended. */
  load: z.tuple([z.number(), z.number()]),
  /** Of tuning alone. */
  seconds: z.number().positive(),
  sites: z.array(siteSchema),
});

export type Kept = z.infer<typeof keptSchema>;
export type KeptSite = z.infer<typeof siteSchema>;
export type KeptAttempt = z.infer<typeof attemptSchema>;
