/** Where a token's time goes, test by test. Null where nobody asked for it. */
import { z } from 'zod';
import { PARTS } from '../../model/parts';
import { bytes, contestant, finite, positive, seconds, sha256 } from './common';

const reachedSchema = z.looseObject({
  /** Operations per byte. */
  intensity: finite.nonnegative(),
  /** Which of the two measured ceilings allows less at this intensity. */
  bound: z.enum(['bandwidth', 'arithmetic']),
  /** The least time that this ceiling allows, over the time taken; above 1 where a cache holds what is read. */
  share: finite.nonnegative(),
});

const partSchema = z.looseObject({
  id: z.enum([...PARTS, 'launch', 'encode', 'submit', 'answer', 'order', 'rest', 'since']),
  kind: z.enum(['kernel', 'gap', 'encode', 'submit', 'readback', 'unexplained']),
  /** Per token. Below zero only where it is unexplained: the other parts then say more than was measured. */
  seconds: finite,
  share: finite,
  /** Per token; null where nothing is computed. */
  work: z.looseObject({ bytes, flops: finite.nonnegative(), arithmetic: z.enum(['f32', 'packed-dot']) }).nullable(),
  /** Null where nothing is computed, a ceiling was not measured, or the part is too short to tell. */
  reached: reachedSchema.nullable(),
  /** Per token, with what launching costs, in order; empty where the part follows from others. */
  samples: z.array(seconds),
});

export const waterfallSchema = z.looseObject({
  ...contestant,
  /** llama-bench's name of the test: pp512, tg64. */
  test: z.string(),
  phase: z.enum(['prefill', 'decode']),
  workloadId: sha256,
  /** Why there are no figures; empty where there are. */
  leftOut: z.string(),
  figures: z
    .looseObject({
      /** By which clock the parts were timed. */
      method: z.enum(['timestamps', 'wall-clock']),
      /** Why it is not by timestamps; empty where it is. */
      why: z.string(),
      /** As the run measured it, with nothing profiled. The parts add up to it. */
      tokenSeconds: positive,
      parts: z.array(partSchema).min(1),
      /** Of the whole test. */
      reached: reachedSchema.nullable(),
    })
    .nullable(),
});
