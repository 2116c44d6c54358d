/**
 * What each number format costs in fidelity: the same small model in every format, compared with FP16 on a passage that it has not seen.
 */
import { z } from 'zod';
import { MATRIX_FORMATS } from '../../kernels/format';
import { bytes, contestant, count, errorSchema, finite, positive, sha256, status } from './common';

const share = finite.min(0).max(1);
const nats = finite.nonnegative();

/** A mean over windows; the 95 % interval by Student's t, null where there are fewer than four windows. */
export const meanSchema = z.looseObject({
  mean: finite,
  interval: z.looseObject({ low: finite, high: finite }).nullable(),
});

/** Means over the scored tokens of one window. KL and agreement are to FP16, and null for FP16 itself. */
const windowSchema = z.looseObject({ nll: nats, kl: nats.nullable(), top1: share.nullable() });

/** The figure of the same windows in the reference files: FP16's perplexity, the others' KL. */
const checkSchema = z.looseObject({
  quantity: z.enum(['perplexity', 'kl']),
  own: nats,
  reference: positive,
  /** As a share of the reference. */
  tolerance: positive,
  passed: z.boolean(),
});

const weightErrorSchema = z.looseObject({
  /** ‖W − Q(W)‖ / ‖W‖ against the FP16 values. */
  relativeRms: finite.nonnegative(),
  /** max |w − q(w)| */
  largestError: finite.nonnegative(),
  weights: count,
  bytes,
  /** Scales and padding included. */
  bitsPerWeight: positive,
});

const tensorSchema = weightErrorSchema.extend({
  /** As the engine holds it: Q|K|V and gate|up are one matrix each. */
  name: z.string(),
  format: z.enum(MATRIX_FORMATS),
  rows: count,
  columns: count,
});

const rowSchema = z.looseObject({
  ...contestant,
  status,
  /**
   * exp of the mean negative log-likelihood: how many tokens the model seems to hesitate between. This figure and the three below are
   * null where the format failed, and where fewer than 8 windows were read: those are a check alone. The windows stand below.
   */
  perplexity: positive.nullable(),
  /** Perplexity over FP16's of the same windows, less 1; null for FP16. */
  perplexityChange: meanSchema.nullable(),
  /** KL divergence to FP16, nats per token; null for FP16. */
  kl: meanSchema.nullable(),
  /** Share of places where the most likely next token is FP16's; null for FP16. */
  top1: meanSchema.nullable(),
  windows: z.array(windowSchema),
  /** Null where the reference files have no such figure. */
  check: checkSchema.nullable(),
  weightError: weightErrorSchema.nullable(),
  tensors: z.array(tensorSchema),
  error: errorSchema.nullable(),
});

export const fidelitySchema = z.looseObject({
  model: z.looseObject({ name: z.string(), sha256 }),
  passage: z.looseObject({
    sha256,
    /** Tokens of a window; every one but its first is scored. */
    windowTokens: count.min(2),
    /** Read in every format, from the beginning of the passage; fewer than asked where the time budget ended. */
    windows: count.min(1),
    windowsAsked: count.min(1),
  }),
  /** How the text was given: all tokens of a window by prefill's kernels, whatever the model would have chosen. */
  path: z.literal('prefill'),
  /** FP16 first. */
  rows: z.array(rowSchema),
});
