/** What the board's answers share: figures with their interval and n, GPUs, suites. Units stand beside the numbers, not in them. */
import { z } from 'zod';
import { BOUNDARIES, PROVENANCES } from '../../../../../src/energy/provenance';
import { count, sha256 } from '../../../../../src/report/schema/common';

/** What is ranked. Of time and energy the smaller is better. */
export const METRICS = ['tokensPerSecond', 'ttftSeconds', 'joulesPerToken'] as const;
export type ReadMetric = (typeof METRICS)[number];

export const UNITS = {
  tokensPerSecond: 'tokens per second',
  ttftSeconds: 'seconds',
  joulesPerToken: 'joules per token',
} as const satisfies Readonly<Record<ReadMetric, string>>;

/**
 * From where a figure of energy comes (src/energy/provenance.ts); those of two rungs are never put together. `measured`: of what the
 * sender's instrument is said to have read, which no link of the chain holds.
 */
export const rungSchema = z.enum(PROVENANCES);
/** What its power was counted of; those of two are never put together either. */
export const boundarySchema = z.enum(BOUNDARIES);

export const measureSchema = z.object({
  metric: z.enum(METRICS),
  unit: z.enum([UNITS.tokensPerSecond, UNITS.ttftSeconds, UNITS.joulesPerToken]),
  better: z.enum(['larger', 'smaller']),
  /** Of joules; null of all else. */
  rung: rungSchema.nullable(),
  boundary: boundarySchema.nullable(),
});

/** Of a median; null of fewer than five devices. */
export const boundsSchema = z.object({ low: z.number(), high: z.number() }).nullable();

/** The median of devices, each of which counts once, by the median of its runs. */
export const cohortFigureSchema = z.object({
  median: z.number(),
  /** Holds the median of all such devices with 95 %. */
  bounds: boundsSchema,
  /** Holds it also where a fifth of the devices are false. */
  guarded: boundsSchema,
  /** Devices that the median is of. */
  n: count,
});

export const gpuSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** desktop, laptop, integrated, phone, datacentre. */
  kind: z.string(),
});

export const workloadSchema = z.object({
  id: sha256,
  /** As llama-bench names it: pp512, tg64, tg64 @ d2048. */
  test: z.string(),
  format: z.string(),
  phase: z.string(),
  tokens: count,
  depth: count,
  batch: count,
  delivery: z.string(),
  /** Of the weights, which are synthetic. */
  shape: z.string(),
});

/** A suite that was withdrawn is still answered, and stamped with why. */
export const suiteSchema = z.object({
  id: z.string(),
  withdrawn: z.object({ at: z.iso.datetime(), why: z.string() }).nullable(),
});

/** `stored`: figures that are kept up to date. Else from runs, of every device, or of a sample where more are found than are read. */
export const samplingSchema = z.object({
  method: z.enum(['stored', 'every device', 'sample of devices']),
  /** Runs that were read; 0 where stored figures serve. */
  runs: count,
  /** Of the devices, the share that was drawn; 1 where all were read. */
  share: z.number().min(0).max(1),
  /** Made at once, of few devices: whoever asks again soon gets one of more, once it is made. */
  isFirst: z.boolean(),
});

/** Of one figure from a sample. */
export const samplingErrorSchema = z.object({
  /** So far away the figure of every device may be, as a share of it, with a certainty of `level`; null of fewer than five devices. */
  share: z.number().nullable(),
  level: z.number(),
  /** How many devices there are, by the share that was drawn. */
  devices: count,
  /** Relative standard error of that. */
  devicesError: z.number(),
});

/** Where the next page begins: `after` of its query. Null on the last page. */
export const nextSchema = z.string().max(300).nullable();

export type BoardWorkload = z.infer<typeof workloadSchema>;
export type BoardSuite = z.infer<typeof suiteSchema>;
export type BoardMeasure = z.infer<typeof measureSchema>;
export type Sampling = z.infer<typeof samplingSchema>;
