/** `GET /api/energy`: speed against joules, a point for each cohort and rung. */
import { z } from 'zod';
import { count } from '../../../../../src/report/schema/common';
import {
  boundarySchema,
  cohortFigureSchema,
  gpuSchema,
  rungSchema,
  samplingErrorSchema,
  samplingSchema,
  suiteSchema,
  workloadSchema,
} from './figure';

const energyPointSchema = z.object({
  gpu: gpuSchema,
  engine: z.string(),
  modified: z.boolean(),
  rung: rungSchema,
  boundary: boundarySchema,
  /** Joules per token, and tokens per second of the very same runs. */
  joules: cohortFigureSchema,
  /** What the figures of single runs leave open, apart from how devices differ: medians of their lower and upper ends. */
  open: z.object({ low: z.number(), high: z.number() }),
  speed: cohortFigureSchema,
  devices: count,
  runs: count,
  error: samplingErrorSchema.nullable(),
});

export const energySchema = z.object({
  suite: suiteSchema,
  workload: workloadSchema,
  units: z.object({ joules: z.literal('joules per token'), speed: z.literal('tokens per second') }),
  sampling: samplingSchema,
  points: z.array(energyPointSchema),
});

export type EnergyPoint = z.infer<typeof energyPointSchema>;
export type BoardEnergy = z.infer<typeof energySchema>;
