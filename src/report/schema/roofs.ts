/** What the device could do at most in the run. */
import { z } from 'zod';
import { count, figureSchema, positive, verifiedSchema } from './common';

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
