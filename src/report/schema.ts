/**
 * `tokamark-result/1`: the one definition of a result that worker, page and CLI validate with.
 * Fields that it does not know survive import and export. Not the code that fills it in (see benchmark/) or prints it.
 */
import { z } from 'zod';
import { ERROR_CODES } from '../foundation/errors';
import { CANDIDATE_STATUSES } from '../tuning/outcome';
import { MODEL_FORMATS } from '../kernels/format';

export const RESULT_SCHEMA = 'tokamark-result/1';

const finite = z.number();
const positive = finite.positive();
const count = z.number().int().nonnegative();
const seconds = finite.nonnegative();
const bytes = finite.nonnegative();
const status = z.enum(['complete', 'cancelled', 'failed']);
const format = z.enum(MODEL_FORMATS);

const errorSchema = z.looseObject({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  where: z.string(),
  remedy: z.string(),
});

/** A figure with its spread: `low` and `high` bound the median (see benchmark/statistics); `samples` in run order. */
export const figureSchema = z.looseObject({
  median: positive,
  low: positive,
  high: positive,
  samples: z.array(positive).min(1),
});

const intervalSchema = z.looseObject({ median: positive, low: positive, high: positive });

export const verifiedSchema = z.looseObject({
  kernel: z.string(),
  /** Readable id of the shape that was checked, such as `gemv int4 1536x576`. */
  shape: z.string(),
  /** Largest error over the tolerance's own scale; the check passed where it is at most `tolerance`. */
  largestError: finite.nonnegative(),
  tolerance: positive,
});

export const warningSchema = z.looseObject({ code: z.string(), message: z.string() });

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
  weights: z.union([
    z.looseObject({ generator: z.string(), seed: count }),
    z.looseObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ]),
  format: z.record(z.string(), z.unknown()),
  phase: z.enum(['prefill', 'decode']),
  prompt: z.looseObject({ rule: z.string(), tokens: count }),
  depth: count,
  tokens: count.min(1),
  batch: count.min(1),
});

export const entrySchema = z.looseObject({
  workload: workloadSchema,
  workloadId: z.string().regex(/^[0-9a-f]{64}$/),
  /** llama-bench's name of the test: pp512, tg64, tg64 @ d2048. */
  test: z.string(),
  model: z.looseObject({ name: z.string(), weights: z.enum(['synthetic', 'file']), parameters: count }),
  format,
  phase: z.enum(['prefill', 'decode']),
  status,
  tokensPerSecond: figureSchema.nullable(),
  /** Prefill only: seconds from the prompt's submission to the first token known on the CPU. */
  ttftSeconds: figureSchema.nullable(),
  depth: count,
  tokens: count,
  batch: count,
  /** In what the weights are multiplied, as a sentence of the format says it: `f32` also where four bits are stored. */
  arithmetic: z.string().optional(),
  delivery: z.enum(['streamed', 'batched']),
  tokensPerSubmit: count,
  /** What a token asks of the device, in the mean over the last pass; null before one, absent from older results. */
  counters: countersSchema.nullable().optional(),
  bitsPerWeight: positive,
  weightBytes: bytes,
  bytesReadPerToken: bytes,
  /** Decode only: bytes read a second over the bandwidth that the same run measured; may exceed 1 where a cache holds the weights. */
  bandwidthShare: intervalSchema.nullable().optional(),
  peakBufferBytes: bytes,
  /** The first run, with its compilation and cold caches, apart from the others. */
  cold: z.looseObject({ seconds, tokensPerSecond: positive }).nullable(),
  warmUpSeconds: z.array(seconds),
  /** Every timed run in the order in which the whole benchmark ran them, `order` counting across formats and phases. */
  durations: z.array(z.looseObject({ order: count, seconds })),
  /** By tuning site, the variant that ran there. */
  variants: z.record(z.string(), z.string()).optional(),
  verified: z.array(verifiedSchema),
  warnings: z.array(warningSchema),
  error: errorSchema.nullable(),
});

export const storySchema = z.looseObject({
  model: z.string(),
  format,
  prompt: z.string(),
  text: z.string(),
  tokens: count,
  temperature: finite.nonnegative(),
  seed: count,
  /** Streamed decode: each token is read back and shown before the person sees the next. */
  tokensPerSecond: positive.nullable(),
});

export const adapterSchema = z.looseObject({
  vendor: z.string(),
  architecture: z.string(),
  device: z.string(),
  description: z.string(),
  /** True where WebGPU itself says that no GPU does the work (fallback adapter) or names a known software renderer. */
  software: z.boolean(),
  powerPreference: z.enum(['high-performance', 'low-power']),
  shaderF16: z.boolean(),
  /** WGSL has `dot4I8Packed` here. */
  packedDot: z.boolean(),
  subgroups: z.looseObject({ minSize: count, maxSize: count }).nullable(),
  timestampQuery: z.looseObject({ resolutionNanoseconds: positive.nullable() }).nullable(),
  features: z.array(z.string()),
  limits: z.record(z.string(), finite.nonnegative()),
});

export const environmentSchema = z.looseObject({
  runtime: z.enum(['browser', 'node']),
  name: z.string(),
  version: z.string(),
  /** Only under Node: the version of the npm package that carries Dawn. */
  dawn: z.string().nullable(),
  operatingSystem: z.string(),
  crossOriginIsolated: z.boolean(),
  /** The smallest step of the clock that was seen on this page or process. */
  clockResolutionSeconds: positive,
});

/** Of each site, the variant that ran and what became of the others; see src/tuning. */
export const tuningSchema = z.looseObject({
  source: z.enum(['tuned', 'remembered', 'off']),
  /** Spent in this run. */
  seconds,
  /** False where the time budget left candidates untried. */
  complete: z.boolean(),
  sites: z.array(
    z.looseObject({
      id: z.string(),
      rows: count,
      uses: finite.nonnegative(),
      chosen: z.string(),
      default: z.string(),
      /** Of one pass at this site, by the chosen variant and by the default. */
      seconds: seconds.nullable(),
      defaultSeconds: seconds.nullable(),
      /** The longest that trying one candidate took, compiling and checking included. */
      attemptSeconds: seconds,
      remembered: z.boolean(),
      candidates: z.array(
        z.looseObject({
          id: z.string(),
          status: z.enum(CANDIDATE_STATUSES),
          seconds: seconds.nullable(),
          check: z.looseObject({ shape: z.string(), error: finite, tolerance: finite }).nullable(),
          message: z.string(),
        }),
      ),
    }),
  ),
});

const peakSchema = figureSchema.extend({ threads: count, workgroups: count, operations: positive });

/** What the device could do at most in this run; a roof that it has not, or that could not be measured, is null. */
export const roofsSchema = z.looseObject({
  /** Bytes a second: `bytes` in `buffers` read in turn, `rounds` times a sample. */
  bandwidth: figureSchema.extend({ bytes: positive, buffers: count, workgroups: count, rounds: count }).nullable(),
  /** Operations a second, a fused multiply-add counted as two. */
  fmaF32: peakSchema.nullable(),
  fmaF16: peakSchema.nullable(),
  /** Operations a second, a dot4I8Packed counted as eight. */
  packedDot: peakSchema.nullable(),
  /** Of one dispatch that does nothing, behind another in one pass. */
  dispatchSeconds: figureSchema.extend({ repeated: count }).nullable(),
  /** Of a submit of one such dispatch and the wait for it. */
  submitSeconds: figureSchema.extend({ repeated: count }).nullable(),
  verified: z.array(verifiedSchema),
});

export const resultSchema = z.looseObject({
  schema: z.literal(RESULT_SCHEMA),
  engine: z.looseObject({ name: z.string(), version: z.string(), commit: z.string(), shaderHash: z.string() }),
  adapter: adapterSchema,
  environment: environmentSchema,
  startedAt: z.iso.datetime(),
  elapsedSeconds: seconds,
  status,
  error: errorSchema.nullable(),
  /** What the time budget did to the headline workload; empty where nothing shrank. */
  plan: z.looseObject({
    headline: z.boolean(),
    budgetSeconds: seconds.nullable(),
    shrunk: z.array(z.string()),
  }),
  /** Absent from results of versions without a tuner; null where the run ended before. */
  tuning: tuningSchema.nullable().optional(),
  /** Null where they were not measured; absent from older results. */
  roofs: roofsSchema.nullable().optional(),
  results: z.array(entrySchema),
  stories: z.array(storySchema),
  warnings: z.array(warningSchema),
});

export type Result = z.infer<typeof resultSchema>;
export type ResultEntry = z.infer<typeof entrySchema>;
export type Figure = z.infer<typeof figureSchema>;
export type Roofs = z.infer<typeof roofsSchema>;
export type Verified = z.infer<typeof verifiedSchema>;
export type Tuning = z.infer<typeof tuningSchema>;
export type Warning = z.infer<typeof warningSchema>;
export type Story = z.infer<typeof storySchema>;
export type AdapterDescription = z.infer<typeof adapterSchema>;
export type Environment = z.infer<typeof environmentSchema>;
