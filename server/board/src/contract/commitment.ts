/** What a client commits to while it runs, and what it later reveals: the blocks of a chain of hashes (chain.ts). */
import { z } from 'zod';
import { count, positive, sha256 } from '../../../../src/report/schema/common';
import { nonce } from './common';

/** Two hours of one link in two seconds. */
export const MOST_LINKS = 3600;
/** Repetitions between two links. */
export const MOST_MEASURED = 64;
const MOST_PASSES = 1e9;
const LARGEST_TOKEN = 2 ** 24;

export const commitmentSchema = z.strictObject({
  nonce,
  /** Counts from 1. */
  k: z.number().int().min(1).max(MOST_LINKS),
  hash: sha256,
});

/** The server's answer: by its own clock. */
export const stampedSchema = z.strictObject({ k: count, stampedAt: z.iso.datetime() });

const measuredSchema = z.strictObject({
  workloadId: sha256,
  /** As the repetition has it in the result: it counts everything that was timed. */
  order: count.max(1e6),
  seconds: positive.max(1e6),
  passes: count.min(1).max(MOST_PASSES),
});

export const blockSchema = z.strictObject({
  /** Every repetition that ended since the last link, also those that a guard voided. */
  measured: z.array(measuredSchema).max(MOST_MEASURED),
  /** The tokens of the proof, once, after everything that is timed. */
  proof: z.array(count.max(LARGEST_TOKEN)).max(64).optional(),
});

export type Commitment = z.infer<typeof commitmentSchema>;
export type Stamped = z.infer<typeof stampedSchema>;
export type MeasuredItem = z.infer<typeof measuredSchema>;
export type Block = z.infer<typeof blockSchema>;
