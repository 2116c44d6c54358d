/** `GET /api/cohorts`: the board of a workload, the best first. `GET /api/workloads`: of which there is one. */
import { z } from 'zod';
import { count } from '../../../../../src/report/schema/common';
import {
  cohortFigureSchema,
  gpuSchema,
  measureSchema,
  nextSchema,
  samplingErrorSchema,
  samplingSchema,
  suiteSchema,
  workloadSchema,
} from './figure';

/** All who are not clearly ahead of one another share `from`; the last of them would be `to`. */
export const rankSchema = z.object({ from: count, to: count });

export const cohortSchema = z.object({
  /** Of the stored cohort; null where a filter made this one. */
  id: count.nullable(),
  gpu: gpuSchema,
  engine: z.string(),
  modified: z.boolean(),
  /** Among those of the same basis; null of fewer than five devices: nothing is known of its place. */
  rank: rankSchema.nullable(),
  /** Whose median it is: of the confirmed devices, where they are enough, or of all. Of those with a rank the confirmed come first. */
  basis: z.enum(['confirmed', 'all']),
  ...cohortFigureSchema.shape,
  /** Of all devices, whatever the basis is. */
  all: cohortFigureSchema,
  /** Devices in all. */
  devices: count,
  /** Of those, the ones that sent from sessions days apart. */
  confirmed: count,
  /** Runs sent in by them; of a device at most the 100 latest. */
  runs: count,
  warning: z.string().nullable(),
  /** Null where every device was read. */
  error: samplingErrorSchema.nullable(),
  updatedAt: z.iso.datetime().nullable(),
});

export const cohortsSchema = z.object({
  suite: suiteSchema,
  workload: workloadSchema,
  measure: measureSchema,
  sampling: samplingSchema,
  /** Cohorts of the whole list, of which this is a page. */
  total: count,
  cohorts: z.array(cohortSchema),
  next: nextSchema,
});

export const workloadsSchema = z.object({
  suite: suiteSchema,
  workloads: z.array(
    z.object({
      ...workloadSchema.shape,
      /** Of the suite's two headline tests. */
      isHeadline: z.boolean(),
      cohorts: count,
      /** Each counts once in each cohort. */
      devices: count,
      runs: count,
    }),
  ),
});

export type Cohort = z.infer<typeof cohortSchema>;
export type Cohorts = z.infer<typeof cohortsSchema>;
export type Workloads = z.infer<typeof workloadsSchema>;
