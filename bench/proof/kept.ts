/** What `bench:proof` keeps in its folder: answers and judgements, a line of JSON each. */
import { z } from 'zod';
import { PROOF_FORMATS } from '../../server/board/src/contract/proof';
import { answerSchema } from './collect';

export const ADAPTERS = ['node', 'chromium', 'firefox'] as const;
export type AdapterPlace = (typeof ADAPTERS)[number];

const format = z.enum(PROOF_FORMATS);

export const answerLine = answerSchema.extend({
  place: z.enum(ADAPTERS),
  /** Adapter, and what it was driven by. */
  adapter: z.string(),
  engine: z.string(),
  date: z.string(),
});
export type AnswerLine = z.infer<typeof answerLine>;

export const judgementLine = z.object({
  place: z.enum(ADAPTERS),
  seed: z.number().int(),
  /** In which the tokens were written, */
  written: format,
  /** and which the challenge asked for. */
  asked: format,
  /** Largest gap of a token to the likeliest, logits. */
  gap: z.number(),
  /**
   * By how much adapter and reference differ in what lies between the token written and another of the adapter's likeliest, at most: the gap
   * that rounding would make where the two were as likely. Null where another format was asked for.
   */
  error: z.number().nullable(),
});
export type JudgementLine = z.infer<typeof judgementLine>;
