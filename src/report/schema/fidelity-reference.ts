/**
 * What each format of the run costs in fidelity by the frozen reference: not measured in this run. A result has it where its own run
 * read fewer windows than a figure needs (FEWEST_WINDOWS), none included.
 */
import { z } from 'zod';
import { FEWEST_WINDOWS } from '../../benchmark/fidelity/fidelity';
import { count, finite, format, positive, sha256 } from './common';
import { meanSchema } from './fidelity';

const rowSchema = z.looseObject({
  format,
  /** As in `fidelity.rows`. */
  perplexity: positive,
  perplexityChange: meanSchema.nullable(),
  kl: meanSchema.nullable(),
  top1: meanSchema.nullable(),
  /** Of all matrices together, against the FP16 values; null for FP16. */
  weightError: finite.nonnegative().nullable(),
});

export const fidelityReferenceSchema = z.looseObject({
  /** The run that the figures come from, which is another than this one. */
  startedAt: z.iso.datetime(),
  adapter: z.string().max(400),
  /** Whether that was one. Fidelity is what the arithmetic gives, so a GPU's differs by rounding alone. */
  software: z.boolean(),
  engine: z.looseObject({ version: z.string().max(400), commit: z.string().max(400) }),
  model: z.looseObject({ name: z.string().max(400), sha256 }),
  passage: z.looseObject({ sha256, windowTokens: count.min(2), windows: count.min(FEWEST_WINDOWS) }),
  /** FP16, and the formats of this run. */
  rows: z.array(rowSchema).min(1),
});
