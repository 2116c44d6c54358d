/** What passes between the board's thread and those that judge. Both are of one build: what is in a message is what its sender's types say. */
import { z } from 'zod';
import type { ErrorData } from '../../../../src/foundation/errors';
import type { ChallengeKeys } from '../challenge/sign';
import type { HeardFacts } from '../submission/heard';
import type { Asked, Judged, Met } from './judging';

export const startSchema = z.object({ keys: z.custom<ChallengeKeys>() });

/** Of one submission, its number in the thread. */
const id = z.number();

export const toThreadSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('judge'), id, asked: z.custom<Asked>() }),
  z.object({ kind: z.literal('facts'), id, facts: z.custom<HeardFacts | null>() }),
  z.object({ kind: z.literal('copied'), id, digests: z.custom<readonly string[]>() }),
  /** A question could not be answered: nobody waits for it any more. */
  z.object({ kind: z.literal('drop'), id }),
]);

export const fromThreadSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heard'), id, met: z.custom<Met>() }),
  z.object({ kind: z.literal('copiedAmong'), id, digests: z.custom<readonly string[]>() }),
  z.object({ kind: z.literal('judged'), id, judged: z.custom<Judged | null>() }),
  z.object({ kind: z.literal('failed'), id, error: z.custom<ErrorData>() }),
]);

export type ToThread = z.infer<typeof toThreadSchema>;
export type FromThread = z.infer<typeof fromThreadSchema>;
