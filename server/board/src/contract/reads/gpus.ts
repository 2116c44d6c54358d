/** `GET /api/gpus/{id}`: one GPU over all workloads. `GET /api/gpus/{id}/slices`: one of its workloads by browser, system or month. */
import { z } from 'zod';
import { count } from '../../../../../src/report/schema/common';
import { cohortSchema } from './cohorts';
import {
  boundsSchema,
  cohortFigureSchema,
  gpuSchema,
  measureSchema,
  samplingErrorSchema,
  samplingSchema,
  suiteSchema,
  workloadSchema,
} from './figure';
import { SLICES } from './query';

export const gpuPageSchema = z.object({
  gpu: gpuSchema.extend({
    /** GB/s as published, and where; null where nobody publishes it. */
    bandwidth: z.number().nullable(),
    source: z.string(),
  }),
  unit: z.literal('tokens per second'),
  suite: suiteSchema,
  /** Ranks are among all GPUs of the workload. */
  cohorts: z.array(z.object({ workload: workloadSchema, cohort: cohortSchema })),
});

const ratioSchema = z.object({ median: z.number(), bounds: boundsSchema });

const sliceSchema = z.object({
  /** A browser with its main version, a system, a month as in 2026-11, a version of the engine. */
  label: z.string(),
  ...cohortFigureSchema.shape,
  runs: count,
  error: samplingErrorSchema.nullable(),
  /** How many times this is `than`: a month the one before, all else the slice that most devices have. Null of that one itself. */
  comparison: z
    .object({
      than: z.string(),
      /** Of devices that are in both, each against itself; null where they are too few. It goes first. */
      same: ratioSchema.extend({ devices: count }).nullable(),
      /** Of all devices of both, which may be others; null where they are too few. */
      all: ratioSchema.nullable(),
    })
    .nullable(),
});

export const slicesSchema = z.object({
  gpu: gpuSchema,
  suite: suiteSchema,
  workload: workloadSchema,
  measure: measureSchema,
  by: z.enum(SLICES),
  sampling: samplingSchema,
  slices: z.array(sliceSchema),
});

export type GpuPage = z.infer<typeof gpuPageSchema>;
export type BoardSlice = z.infer<typeof sliceSchema>;
export type Slices = z.infer<typeof slicesSchema>;
