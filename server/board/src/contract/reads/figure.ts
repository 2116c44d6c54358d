/** What the board's answers share: figures with their interval and n, GPUs, suites, places. Units stand beside the numbers, not in them. */
import { z } from 'zod';
import { PROVENANCES } from '../../../../../src/energy/provenance';
import { count, sha256 } from '../../../../../src/report/schema/common';

/** What is ranked. Of time and energy the smaller is better. */
export const METRICS = ['tokensPerSecond', 'ttftSeconds', 'joulesPerToken'] as const;
export type ReadMetric = (typeof METRICS)[number];
export const metricSchema = z.enum(METRICS);

export const UNITS = {
  tokensPerSecond: 'tokens per second',
  ttftSeconds: 'seconds',
  joulesPerToken: 'joules per token',
} as const satisfies Readonly<Record<ReadMetric, string>>;

export const measureSchema = z.object({
  metric: metricSchema,
  unit: z.enum([UNITS.tokensPerSecond, UNITS.ttftSeconds, UNITS.joulesPerToken]),
  better: z.enum(['larger', 'smaller']),
});

/** From where a figure of energy comes (src/energy/provenance.ts); figures of two rungs are never put together. */
export const rungSchema = z.enum(PROVENANCES);

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
  /** desktop, laptop, integrated, phone, apple, datacentre. */
  kind: z.string(),
});

/** Of a workload, with its name as llama-bench has it: pp512, tg64, tg64 @ d2048. */
export const workloadSchema = z.object({
  id: sha256,
  test: z.string(),
  format: z.string(),
  phase: z.enum(['prefill', 'decode']),
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

/** Where more runs were found than are read: devices drawn by chance stand for all of them. */
export const samplingSchema = z.object({
  method: z.enum(['stored', 'every device', 'sample of devices']),
  /** Runs that were read; 0 where stored figures serve. */
  runs: count,
  /** Of the devices, the share that was drawn; 1 where all were read. */
  share: z.number().min(0).max(1),
});

/** Of one figure from a sample: where the figure of every device lies. */
export const samplingErrorSchema = z.object({
  /** At most this far away, as a share of it, with a certainty of `level`; null of fewer than five devices. */
  share: z.number().nullable(),
  level: z.number(),
  /** How many devices there are, by the share that was drawn. */
  devices: count,
  /** Relative standard error of that. */
  devicesError: z.number(),
});

/** Where the next page begins: `after` of its query. Null on the last page. */
export const nextSchema = z.string().max(300).nullable();

export type Gpu = z.infer<typeof gpuSchema>;
export type Workload = z.infer<typeof workloadSchema>;
export type Suite = z.infer<typeof suiteSchema>;
export type Sampling = z.infer<typeof samplingSchema>;
