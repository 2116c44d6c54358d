/** One test in one format: what was computed, how fast, and what it asked of the device. */
import { z } from 'zod';
import { DELIVERIES } from '../../benchmark/suite/suite';
import {
  bytes,
  contestant,
  count,
  errorSchema,
  figureSchema,
  finite,
  guardName,
  intervalSchema,
  positive,
  seconds,
  sha256,
  status,
  verifiedSchema,
  warningSchema,
} from './common';

const countersSchema = z.looseObject({
  dispatchesPerToken: finite.nonnegative(),
  passesPerToken: finite.nonnegative(),
  submitsPerToken: finite.nonnegative(),
  bytesUploadedPerToken: bytes,
  bytesReadBackPerToken: bytes,
  /** For recording commands, submitting them excluded: by the median submit, since another thread may interrupt one. */
  encodeMillisecondsPerToken: finite.nonnegative(),
});

/** What is computed, and nothing of how: its canonical JSON's sha-256 is the workload's id. */
const workloadSchema = z.looseObject({
  protocol: z.string(),
  shape: z.record(z.string(), z.unknown()),
  weights: z.union([z.looseObject({ generator: z.string(), seed: count }), z.looseObject({ sha256 })]),
  format: z.record(z.string(), z.unknown()),
  phase: z.enum(['prefill', 'decode']),
  prompt: z.looseObject({ rule: z.string(), tokens: count }),
  depth: count,
  tokens: count.min(1),
  /** Sequences at once. */
  batch: count.min(1),
  /** Absent from workloads of tokamark-1. */
  delivery: z.enum(DELIVERIES).optional(),
});

const timedSchema = z.looseObject({
  order: count,
  seconds,
  ended: seconds.optional(),
  passes: count.min(1).optional(),
});

const word = z.string().max(200);

const serverSchema = z.looseObject({
  host: z.enum(['this machine', 'another machine']),
  model: word,
  /** Another than the others of the run: then parameters and workload are of what was asked, not of what it ran. */
  otherModel: z.boolean(),
  /** Null: not known; then the entry's format and bits say nothing. */
  quantisation: word.nullable(),
  gpu: word.nullable(),
  /** Why its figures have no ratio to ours; null where they have. */
  apart: word.nullable(),
});

export const entrySchema = z.looseObject({
  workload: workloadSchema,
  workloadId: sha256,
  /** llama-bench's name of the test, and how many sequences there are of more than one: pp512, tg64, tg64 @ d2048, tg64 b4. */
  test: z.string(),
  model: z.looseObject({ name: z.string(), weights: z.enum(['synthetic', 'file']), parameters: count }),
  ...contestant,
  /** Of a server that a person named: its own word for its model, and what they say of it. Absent of all others. */
  server: serverSchema.optional(),
  phase: z.enum(['prefill', 'decode']),
  status,
  /** Of all sequences together. */
  tokensPerSecond: figureSchema.nullable(),
  /** Of one sequence of several; absent where there is one alone. */
  perSequence: z
    .looseObject({
      tokensPerSecond: intervalSchema,
      /** Decode only: of a step, which gives each sequence its next token. */
      stepSeconds: intervalSchema.nullable(),
    })
    .nullable()
    .optional(),
  /** Prefill only: seconds from submitting the prompts, all together, until the first token of each is known on the CPU. */
  ttftSeconds: figureSchema.nullable(),
  /** Of each sequence. */
  depth: count,
  tokens: count,
  /** Sequences that were computed at once. */
  batch: count,
  /** In what the weights are multiplied, as a sentence of the format says it: `f32` also where four bits are stored. */
  arithmetic: z.string().optional(),
  /** Of decode: each token read back as it comes, or all at the end. */
  delivery: z.enum(DELIVERIES),
  tokensPerSubmit: count,
  /** Work per token, in the mean over the last pass; null before one, absent from older results. */
  counters: countersSchema.nullable().optional(),
  bitsPerWeight: positive,
  /** Weights that are zero in the format, since they lie below its range, and not in the file; absent from older results. */
  lostWeights: z
    .looseObject({
      weights: count,
      tensors: count,
      /** The largest magnitude among them. */
      largest: finite.nonnegative(),
      first: z.looseObject({ tensor: z.string(), row: count, column: count, value: finite }),
    })
    .nullable()
    .optional(),
  weightBytes: bytes,
  bytesReadPerToken: bytes,
  /** Decode only: bytes read per second over the bandwidth that the same run measured; may exceed 1 where a cache holds the weights. */
  bandwidthShare: intervalSchema.nullable().optional(),
  /** The same over the bandwidth over as many bytes as a token reads; absent where that is the one above. */
  footprintShare: intervalSchema.optional(),
  /** Of all buffers of the model together: a sum, not a peak. Null of an engine that does not say. */
  peakBufferBytes: bytes.nullable(),
  /** The first run, with its compilation and cold caches, apart from the others. */
  cold: z.looseObject({ seconds, tokensPerSecond: positive }).nullable(),
  /** Tokens/s of the slowest counted repetition, and what 90 % and 99 % of them reach where there are at least 10 and 100. */
  tail: z.looseObject({ slowest: positive, p90: positive.nullable(), p99: positive.nullable() }).nullable(),
  /** Positions, in the samples of `tokensPerSecond`, of those far from the others; they are kept and counted like any other. */
  outliers: z.array(count),
  warmUpSeconds: z.array(seconds),
  /**
   * Every timed run in the order in which the whole benchmark ran them, `order` counting across formats and phases. What has the
   * same `round` ran side by side. It ended at `ended`, in seconds since the run began, and its `seconds` are of `passes` passes over
   * the tokens of the test, one where it says nothing. All three are absent from older results.
   */
  durations: z.array(timedSchema.extend({ round: count.optional() })),
  /** Timed runs that a guard voided: kept with the reason, counted nowhere. */
  voided: z.array(timedSchema.extend({ guard: guardName })),
  /** By tuning site, the variant that ran there. */
  variants: z.record(z.string(), z.string()).optional(),
  verified: z.array(verifiedSchema),
  warnings: z.array(warningSchema),
  error: errorSchema.nullable(),
});
