/** The adapter and the place that a result was measured in. */
import { z } from 'zod';
import { count, finite, positive } from './common';

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
