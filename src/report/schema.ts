/**
 * `tokamark-result/2`: the one definition of a result that worker, page and CLI validate with; its parts are in schema/.
 * Fields that it does not know survive import and export. Not the code that fills it in (see benchmark/) or prints it.
 */
import { z } from 'zod';
import { errorSchema, type figureSchema, seconds, status, type verifiedSchema, warningSchema } from './schema/common';
import { adapterSchema, environmentSchema } from './schema/device';
import { energySchema } from './schema/energy';
import { entrySchema } from './schema/entry';
import { guardsSchema } from './schema/guards';
import { fidelitySchema } from './schema/fidelity';
import { formatRatioSchema } from './schema/ratios';
import { receiptSchema, replaySchema } from './schema/receipt';
import { roofsSchema } from './schema/roofs';
import { scoresSchema } from './schema/scores';
import { statisticsSchema } from './schema/statistics';
import { storySchema } from './schema/story';
import { suiteSchema } from './schema/suite';
import { sustainedSchema } from './schema/sustained';
import { waterfallSchema } from './schema/waterfall';
import { tuningSchema } from './schema/tuning';

export const RESULT_SCHEMA = 'tokamark-result/2';

export const resultSchema = z.looseObject({
  schema: z.literal(RESULT_SCHEMA),
  engine: z.looseObject({ name: z.string(), version: z.string(), commit: z.string(), shaderHash: z.string() }),
  adapter: adapterSchema,
  environment: environmentSchema,
  startedAt: z.iso.datetime(),
  elapsedSeconds: seconds,
  status,
  error: errorSchema.nullable(),
  suite: suiteSchema,
  /** How to run the same workloads again; null where nothing was planned. */
  receipt: receiptSchema.nullable(),
  /** Null where this run is no replay of a receipt. */
  replay: replaySchema.nullable(),
  /** What the time budget did to the headline workload; empty where nothing shrank. */
  plan: z.looseObject({
    headline: z.boolean(),
    budgetSeconds: seconds.nullable(),
    shrunk: z.array(z.string()),
    /** What was asked for by name and was not measured, as sentences; absent where all was. */
    notAsAsked: z.array(z.string()).optional(),
  }),
  /** Absent from results of versions without a tuner; null where the run ended before. */
  tuning: tuningSchema.nullable().optional(),
  /** Null where they were not measured; absent from older results. */
  roofs: roofsSchema.nullable().optional(),
  /** A long decode; null where there was none. */
  sustained: sustainedSchema.nullable(),
  /** Where a token's time goes, test by test; null where that was not asked for. */
  waterfalls: z.array(waterfallSchema).nullable(),
  /** What its tokens cost; null where nobody asked for it. */
  energy: energySchema.nullable(),
  guards: guardsSchema,
  statistics: statisticsSchema,
  results: z.array(entrySchema),
  /** Of each format to FP16, test by test; absent from older results. */
  formatRatios: z.array(formatRatioSchema).optional(),
  /** Null where nothing was measured to its end. */
  scores: scoresSchema.nullable(),
  /** Null where it was not measured: not asked for, no time, or no files; a warning says which. */
  fidelity: fidelitySchema.nullable(),
  stories: z.array(storySchema),
  warnings: z.array(warningSchema),
});

export type Result = z.infer<typeof resultSchema>;
export type ResultEntry = z.infer<typeof entrySchema>;
export type FormatRatio = z.infer<typeof formatRatioSchema>;
export type Figure = z.infer<typeof figureSchema>;
export type Sustained = z.infer<typeof sustainedSchema>;
export type Waterfall = z.infer<typeof waterfallSchema>;
export type Guards = z.infer<typeof guardsSchema>;
export type Roofs = z.infer<typeof roofsSchema>;
export type Verified = z.infer<typeof verifiedSchema>;
export type Tuning = z.infer<typeof tuningSchema>;
export type Warning = z.infer<typeof warningSchema>;
export type Scores = z.infer<typeof scoresSchema>;
export type Fidelity = z.infer<typeof fidelitySchema>;
export type FidelityRow = Fidelity['rows'][number];
export type ResultReceipt = z.infer<typeof receiptSchema>;
export type ReplayRecord = z.infer<typeof replaySchema>;
export type Story = z.infer<typeof storySchema>;
export type AdapterDescription = z.infer<typeof adapterSchema>;
export type Environment = z.infer<typeof environmentSchema>;
