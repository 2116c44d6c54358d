/** `GET /api/runs`: the latest ranked runs. `GET /api/runs/{id}`: one, as its owner hears it now. */
import { z } from 'zod';
import { count, intervalSchema, sha256 } from '../../../../../src/report/schema/common';
import { ANSWERED_STATES, reasonSchema } from '../answers';
import { base64url } from '../common';
import { rankSchema } from './cohorts';
import { boundarySchema, gpuSchema, METRICS, nextSchema, rungSchema, suiteSchema, UNITS } from './figure';

const about = {
  id: base64url(16),
  receivedAt: z.iso.datetime(),
  suite: suiteSchema,
  engine: z.string(),
  version: z.string(),
  modified: z.boolean(),
  /** Name and main version. */
  browser: z.string(),
  os: z.string(),
  power: z.string(),
};

const runRowSchema = z.object({
  ...about,
  gpu: gpuSchema,
  /** Medians of the suite's headline tests, tokens per second; those that the run did not measure are left out. */
  speeds: z.array(z.object({ workloadId: sha256, test: z.string(), format: z.string(), median: z.number() })),
});

export const runsSchema = z.object({
  unit: z.literal('tokens per second'),
  runs: z.array(runRowSchema),
  next: nextSchema,
});

/** Of one figure among its cohort's devices; each counts once, this run for its own device. */
const placeSchema = z.object({
  /** The stored cohort's; null where no run of another is in it. */
  cohort: count.nullable(),
  /** Devices of the cohort, this run's among them; runs that the others sent, and this one. */
  devices: count,
  runs: count,
  worse: count,
  equal: count,
  /** Percent of them that it is better than, equal ones counted half. Null of fewer than five. */
  percentile: z.number().nullable(),
  /** Best and worst place that the figure's own interval allows among the devices, 1 the best. */
  rank: rankSchema,
  warning: z.string().nullable(),
});

const runFigureSchema = z.object({
  workloadId: sha256,
  test: z.string(),
  format: z.string(),
  metric: z.enum(METRICS).exclude(['joulesPerToken']),
  unit: z.enum([UNITS.tokensPerSecond, UNITS.ttftSeconds]),
  better: z.enum(['larger', 'smaller']),
  /** Of a workload that the suite ranks. */
  isRanked: z.boolean(),
  ...intervalSchema.shape,
  /** In the order in which they were measured. */
  samples: z.array(z.number()),
  /** Null of what is not ranked, and of a run that has no place. */
  place: placeSchema.nullable(),
});

const runEnergySchema = z.object({
  workloadId: sha256,
  test: z.string(),
  format: z.string(),
  unit: z.literal('joules per token'),
  rung: rungSchema,
  boundary: boundarySchema,
  low: z.number(),
  mid: z.number(),
  high: z.number(),
});

export const runSchema = z.object({
  ...about,
  /** As its owner hears it now: whoever has the id sees what its owner sees. */
  state: z.enum(ANSWERED_STATES).exclude(['rejected']),
  reasons: z.array(reasonSchema),
  /** By the run's own clock. */
  startedAt: z.iso.datetime(),
  /** Null while nobody has said which GPU `declaredGpu` means. */
  gpu: gpuSchema.nullable(),
  /** What its owner said: nothing checks it but what the adapter says. */
  declaredGpu: z.string(),
  /** What the browser says of it. */
  adapter: z.string(),
  software: z.boolean(),
  machine: z.string().nullable(),
  confirmed: z.boolean(),
  implementation: z.object({ version: z.string(), commit: z.string(), shaderHash: z.string() }),
  profile: z.string(),
  /** By which anyone can run the same: the fragment of a link. */
  receipt: z.object({ text: z.string() }).nullable(),
  figures: z.array(runFigureSchema),
  energy: z.array(runEnergySchema),
  /** What ran to its end, and what did not, with the code of the error. */
  formats: z.array(z.object({ format: z.string(), code: z.string().nullable() })),
});

export type RunRow = z.infer<typeof runRowSchema>;
export type Runs = z.infer<typeof runsSchema>;
export type BoardRun = z.infer<typeof runSchema>;
export type RunPlace = z.infer<typeof placeSchema>;
export type BoardRunFigure = z.infer<typeof runFigureSchema>;
