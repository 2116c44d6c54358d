/** What may stand behind an address of the board: which workload, which runs, which page of the answer, and as what. Everything else is refused. */
import { z } from 'zod';
import { DEVICE_CLASSES } from '../../../../../src/hardware/device-kinds';
import { format } from '../../../../../src/report/schema/common';
import { boundarySchema, METRICS, rungSchema } from './figure';

/** Rows of a page. */
const MOST_ROWS = 100;
const NAME_LETTERS = 60;

const name = z.string().min(1).max(NAME_LETTERS);
export const gpuIdSchema = z.string().regex(/^[a-z0-9-]{1,100}$/, 'it is no id of a GPU, such as rtx-4090');
const suiteIdSchema = z.string().regex(/^[a-z0-9-]{1,40}$/, 'it is no id of a suite, such as tokamark-2');

/** In place of a header `Accept: text/csv`. */
const as = { as: z.enum(['json', 'csv']).optional() };

const paged = {
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(50),
  /** As `next` of the page before. */
  after: z.string().max(300).optional(),
};

/** Left out: decode of INT4, one token after the other, by the suite of today. */
const ofWorkload = {
  /** Its id; then `test` and `format` are not looked at. */
  workload: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'it is no id of a workload: 64 hexadecimal digits')
    .optional(),
  /** As /api/workloads names it. */
  test: name.default('tg64'),
  format: format.default('int4'),
  suite: suiteIdSchema.optional(),
};

/** What does not belong to a cohort's key: figures are made from the runs that are left, when they are asked for. */
const ofRuns = {
  /** By its name, `Chrome`, or with its main version, `Chrome 156`. */
  browser: name.optional(),
  os: name.optional(),
  power: z.enum(['mains', 'battery', 'unknown']).optional(),
  /** Of energy: `measured` of the metric joulesPerToken, where nothing is said; else, only of runs that have energy of this rung. */
  rung: rungSchema.optional(),
  /** What its power was counted of: `gpu`, where nothing is said. */
  boundary: boundarySchema.optional(),
};

/** Parts of a cohort's key. */
const ofCohorts = {
  /** One id, or up to twenty with commas between: which rows are shown. Their ranks stay those among all. */
  gpu: z
    .string()
    .regex(/^[a-z0-9-]{1,100}(,[a-z0-9-]{1,100}){0,19}$/, 'it is no list of ids of GPUs, such as rtx-4090,apple-m3')
    .optional(),
  kind: z.enum(DEVICE_CLASSES).optional(),
  engine: name.optional(),
  /** Shaders or settings that the engine does not ship with. */
  modified: z.enum(['true', 'false']).optional(),
};

export const cohortsQuerySchema = z.strictObject({
  ...ofWorkload,
  metric: z.enum(METRICS).default('tokensPerSecond'),
  ...ofCohorts,
  ...ofRuns,
  ...paged,
  ...as,
});

/** Of what one suite has. */
export const suiteQuerySchema = z.strictObject({ suite: suiteIdSchema.optional(), ...as });

export const runsQuerySchema = z.strictObject({ gpu: gpuIdSchema.optional(), ...paged, ...as });

/** By what one GPU's runs are put apart. `adapter` is what the adapter says of itself: its driver too under Node, while browsers say at most maker and architecture. */
export const SLICES = ['browser', 'os', 'adapter', 'power', 'month', 'version'] as const;

export const slicesQuerySchema = z.strictObject({
  ...ofWorkload,
  metric: z.enum(METRICS).default('tokensPerSecond'),
  by: z.enum(SLICES).default('browser'),
  engine: name.optional(),
  modified: ofCohorts.modified,
  ...ofRuns,
  ...as,
});

export const energyQuerySchema = z.strictObject({ ...ofWorkload, ...ofCohorts, ...ofRuns, ...as });

export const bareQuerySchema = z.strictObject({ ...as });

export type CohortsQuery = z.infer<typeof cohortsQuerySchema>;
export type RunsQuery = z.infer<typeof runsQuerySchema>;
export type SlicesQuery = z.infer<typeof slicesQuerySchema>;
export type EnergyQuery = z.infer<typeof energyQuerySchema>;
export type Slicing = (typeof SLICES)[number];
