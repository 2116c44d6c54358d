/**
 * `tokamark-result/3`: the one definition of a result that worker, page and CLI validate with. A run tells its parts (schema/parts.ts);
 * the rest frames them or is computed from them. Unknown fields survive import and export.
 */
import { z } from 'zod';
import { type figureSchema, seconds, status, type verifiedSchema } from './schema/common';
import { betweenRunsSchema } from './schema/between';
import { adapterSchema, environmentSchema } from './schema/device';
import { entrySchema } from './schema/entry';
import { expectedSchema } from './schema/expected';
import { fidelityReferenceSchema } from './schema/fidelity-reference';
import { lineSchema } from './schema/line';
import { formatRatioSchema } from './schema/ratios';
import { PART_SCHEMAS } from './schema/parts';
import { receiptSchema, replaySchema } from './schema/receipt';
import { scoresSchema } from './schema/scores';
import { statisticsSchema } from './schema/statistics';
import { suiteSchema } from './schema/suite';

/** The longest name of a machine. */
export const MACHINE_LETTERS = 60;

export const RESULT_SCHEMA = 'tokamark-result/3';

/** Parts that every document has; what others lack reads as before anything was told of it. */
const REQUIRED = {
  plan: PART_SCHEMAS.plan.unwrap(),
  sustained: PART_SCHEMAS.sustained.unwrap(),
  waterfalls: PART_SCHEMAS.waterfalls.unwrap(),
  energy: PART_SCHEMAS.energy.unwrap(),
  guards: PART_SCHEMAS.guards.unwrap(),
  failure: PART_SCHEMAS.failure.unwrap(),
  fidelity: PART_SCHEMAS.fidelity.unwrap(),
  stories: PART_SCHEMAS.stories.unwrap(),
  warnings: PART_SCHEMAS.warnings.unwrap(),
};

export const resultSchema = z.looseObject({
  schema: z.literal(RESULT_SCHEMA),
  engine: z.looseObject({ name: z.string(), version: z.string(), commit: z.string(), shaderHash: z.string() }),
  adapter: adapterSchema,
  environment: environmentSchema,
  startedAt: z.iso.datetime(),
  elapsedSeconds: seconds,
  status,
  suite: suiteSchema,
  /** How to run the same workloads again; null where nothing was planned. */
  receipt: receiptSchema.nullable(),
  /** Null where this run is no replay of a receipt. */
  replay: replaySchema.nullable(),
  ...PART_SCHEMAS,
  ...REQUIRED,
  statistics: statisticsSchema,
  results: z.array(entrySchema),
  /** Of each format to FP16, and of ours to other engines, test by test. */
  formatRatios: z.array(formatRatioSchema).default([]),
  /** Of decode over models of several sizes, by format. */
  lines: z.array(lineSchema).default([]),
  /** What the run's own cost model expects of it; null where it was not tuned, or too little was measured. */
  expected: expectedSchema.nullable().default(null),
  /** Not measured in this run; null where `fidelity` has figures of its own, and in documents of older versions. */
  fidelityReference: fidelityReferenceSchema.nullable().default(null),
  /** Null where the run did not come to its end, and as long as the frozen reference is a software adapter. */
  scores: scoresSchema.nullable(),
  /** The name that a person gave the machine. Runs are kept with it; what is exported goes without, unless the person says otherwise. */
  machine: z.string().min(1).max(MACHINE_LETTERS).optional(),
  /** Absent where the machine has kept too few runs, and from what it keeps. */
  betweenRuns: betweenRunsSchema.optional(),
});

export type Result = z.infer<typeof resultSchema>;
export type ResultEntry = z.infer<typeof entrySchema>;
export type FormatRatio = z.infer<typeof formatRatioSchema>;
export type Figure = z.infer<typeof figureSchema>;
export type Sustained = NonNullable<Result['sustained']>;
export type Waterfall = NonNullable<Result['waterfalls']>[number];
export type Latency = NonNullable<Result['latency']>[number];
export type Passage = NonNullable<Result['passage']>;
export type Written = Result['written'][number];
export type Guards = Result['guards'];
export type Roofs = NonNullable<Result['roofs']>;
export type Verified = z.infer<typeof verifiedSchema>;
export type Tuning = NonNullable<Result['tuning']>;
export type Warning = Result['warnings'][number];
export type Scores = z.infer<typeof scoresSchema>;
export type Fidelity = NonNullable<Result['fidelity']>;
export type FidelityReference = z.infer<typeof fidelityReferenceSchema>;
export type FidelityRow = Fidelity['rows'][number];
export type ResultReceipt = z.infer<typeof receiptSchema>;
export type ReplayRecord = z.infer<typeof replaySchema>;
export type Story = Result['stories'][number];
export type AdapterDescription = z.infer<typeof adapterSchema>;
export type Environment = z.infer<typeof environmentSchema>;
