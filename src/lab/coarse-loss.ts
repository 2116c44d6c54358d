/**
 * What two bits cost Fable, as one engine read it on every window of the passage: shown as a reference where nobody has measured it.
 * Its numbers are coarse-loss.json, which test/stories/coarse-loss.test.ts measures again, and writes with `--update`.
 */
import { z } from 'zod';
import frozen from './coarse-loss.json';
import { modelChoiceText, type ModelChoice } from './model-choice';
import { summary, type QualitySummary } from './quality';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const schema = z.object({
  schema: z.literal('tokamark-coarse-loss/1'),
  /** How to make them again. */
  command: z.string().min(1),
  startedAt: z.iso.datetime(),
  adapter: z.string().min(1),
  software: z.boolean(),
  runtime: z.string().min(1),
  /** A clean checkout of it. */
  engine: z.object({ version: z.string(), commit: z.string().regex(/^[0-9a-f]{12}$/), shaderHash: sha256 }),
  model: z.object({ name: z.string(), sha256 }),
  passage: z.object({ sha256 }),
  quality: z.object({
    choice: z.string(),
    simulated: z.literal(true),
    windowTokens: z.number().int().positive(),
    windows: z
      .array(z.object({ nll: z.number(), kl: z.number().nonnegative(), top1: z.number().min(0).max(1) }))
      .min(1),
    fp16Nll: z.array(z.number()).min(1),
  }),
});

export const COARSE_LOSS = schema.parse(frozen);

const FIGURES = summary(COARSE_LOSS.quality);

/** The frozen figures of a choice; null of all that were not frozen. */
export const frozenLoss = (choice: ModelChoice): QualitySummary | null =>
  modelChoiceText(choice) === COARSE_LOSS.quality.choice ? FIGURES : null;
