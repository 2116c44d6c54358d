/** What the device could do at most, and what decode made of it. Null where it was not measured. */
import { z } from 'zod';
import { count, figureSchema, positive, verifiedSchema } from './common';

/** `samples` are the fastest third of all takes; the median is theirs. */
const roofFigureSchema = figureSchema.extend({
  /** All takes, visit by visit: at the beginning of the run, and again after it was measured. Absent from older results. */
  visits: z.array(z.array(positive)).optional(),
  /** Why it says less than it should, as a sentence; empty where it does not. */
  doubt: z.string().optional(),
});

const peakSchema = roofFigureSchema.extend({ threads: count, workgroups: count, operations: positive });

const bandwidthSchema = roofFigureSchema.extend({ bytes: positive, buffers: count, workgroups: count, rounds: count });

/** What the device could do at most in this run; a roof that it has not, or that could not be measured, is null. */
export const roofsSchema = z.looseObject({
  /** Bytes per second: `bytes` in `buffers` read in turn, `rounds` times per sample. */
  bandwidth: bandwidthSchema.nullable(),
  /** The same over as many bytes as a token of a measured decode reads, where these are fewer; absent from older results. */
  footprints: z.array(bandwidthSchema).optional(),
  /** Operations per second, a fused multiply-add counted as two. */
  fmaF32: peakSchema.nullable(),
  fmaF16: peakSchema.nullable(),
  /** Operations per second, a dot4I8Packed counted as eight. */
  packedDot: peakSchema.nullable(),
  /** Of one dispatch that does nothing, behind another in one pass. */
  dispatchSeconds: roofFigureSchema.extend({ repeated: count }).nullable(),
  /** Of a submit of one such dispatch and the wait for it. */
  submitSeconds: roofFigureSchema.extend({ repeated: count }).nullable(),
  /** What is null above because a kernel of the same run exceeded it, after it was measured again too. */
  voided: z
    .array(
      z.looseObject({
        roof: z.enum(['bandwidth', 'fmaF32', 'packedDot']),
        /** As it was measured. */
        figure: roofFigureSchema,
        /** What exceeded it: `INT4 tg64`. */
        by: z.string(),
        /** Bytes or operations per second that this reached. */
        reached: positive,
      }),
    )
    .optional(),
  verified: z.array(verifiedSchema),
});
