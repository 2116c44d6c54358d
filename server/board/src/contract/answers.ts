/** What the board says of a submission: before it is sent (check), and after (run). A run in quarantine is answered like any other. */
import { z } from 'zod';
import { count, format, intervalSchema, sha256 } from '../../../../src/report/schema/common';
import { base64url } from './common';

/** As its owner hears it. */
export const ANSWERED_STATES = ['ranked', 'practice', 'pending', 'failed', 'rejected'] as const;

/** As the board keeps it. */
export const RUN_STATES = [...ANSWERED_STATES, 'quarantined'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** Of one run. */
export const MOST_REASONS = 100;

export const SHAPE_LETTERS = 60;

export const reasonSchema = z.strictObject({
  code: z.string().max(60),
  /** A sentence or two. */
  says: z.string().max(1000),
  remedy: z.string().max(1000),
  /** The field or test concerned; absent where the sentence says it all. */
  where: z.string().max(400).optional(),
});

/** Made by the server from the raw samples. */
const answeredFigureSchema = z.strictObject({
  workloadId: sha256,
  /** Of the model, as the document names it. */
  shape: z.string().max(SHAPE_LETTERS),
  test: z.string().max(60),
  format,
  metric: z.enum(['tokensPerSecond', 'ttftSeconds']),
  ...intervalSchema.shape,
  /** Samples. */
  n: count,
});

export const checkAnswerSchema = z.strictObject({
  state: z.enum(ANSWERED_STATES),
  reasons: z.array(reasonSchema).max(MOST_REASONS),
  figures: z.array(answeredFigureSchema).max(500),
});

export const runAnswerSchema = checkAnswerSchema.extend({
  id: base64url(16),
  state: z.enum(ANSWERED_STATES).exclude(['rejected']),
  /** Undoes the submission; shown once and kept by nobody but its owner. */
  deleteToken: base64url(32),
});

export type AnsweredState = (typeof ANSWERED_STATES)[number];
export type Reason = z.infer<typeof reasonSchema>;
export type CheckAnswer = z.infer<typeof checkAnswerSchema>;
export type RunAnswer = z.infer<typeof runAnswerSchema>;
