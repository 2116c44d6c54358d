/**
 * What published models were trained with: parameters, tokens, and compute or GPU hours where their makers say so. Data that a schema has
 * validated, loaded when first asked for.
 */
import { once } from '../../foundation/once';
import { z } from 'zod';

const positive = z.number().positive();

const modelSchema = z.strictObject({
  family: z.string().min(1),
  name: z.string().min(1),
  parameters: positive,
  /** Of a mixture of experts: those that a token passes through; null: all of them. */
  activeParameters: positive.nullable(),
  /** Null: not published. */
  tokens: positive.nullable(),
  published: z.strictObject({
    flops: positive.nullable(),
    gpuHours: positive.nullable(),
    /** On what: an id of the catalogue, or a name that it has not. */
    gpu: z.string().nullable(),
  }),
  source: z.string().min(1),
  note: z.string().nullable(),
});

export const budgetsSchema = z.strictObject({
  meta: z.strictObject({
    rule: z.string(),
    /** Share of the FLOP/s that a training run keeps. */
    utilisation: z.strictObject({ value: positive.max(1), source: z.string() }),
  }),
  models: z.array(modelSchema).min(1),
});

export type TrainedModel = z.infer<typeof modelSchema>;
export type TrainingBudgets = z.infer<typeof budgetsSchema>;

export const loadTrainingBudgets = once((): Promise<TrainingBudgets> =>
  import('../data/training-budgets.json').then((module) => budgetsSchema.parse(module.default)),
);
