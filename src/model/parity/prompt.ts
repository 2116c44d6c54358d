/** One prompt of reference.json against what the engine gave for it under forced decode. */
import type { PromptReference } from './reference';
import { argmax, rowAt, type LogitRows } from './logits';

/** Largest allowed difference of a logit. */
export const LOGIT_TOLERANCE = 0.02;
/** The highest logit must be the reference's wherever it leads the second by at least this. */
export const ARGMAX_MARGIN = 0.04;

export interface PromptParity {
  readonly id: string;
  /** Steps of forced decode that were compared: the first follows the prompt. */
  readonly steps: number;
  /** Logits that the reference gives. */
  readonly compared: number;
  /** NaN where the engine gave one. */
  readonly largestDelta: number;
  /** Steps whose margin is wide enough for the argmax to be the reference's. */
  readonly argmaxCompared: number;
  readonly argmaxMismatches: number;
  readonly passed: boolean;
}

/** The tokens to force: the last greedy token's successor has no reference, so it is not needed. */
export function forcedTokens({ prompt_tokens, greedy }: PromptReference): readonly number[] {
  return [...prompt_tokens, ...greedy.slice(0, -1).map(({ token }) => token)];
}

export function parityOfPrompt(reference: PromptReference, score: LogitRows): PromptParity {
  const afterPrompt = reference.prompt_tokens.length - 1;
  const deltas = reference.top20.map(([token, logit]) => delta(rowAt(score, afterPrompt), token, logit));
  let argmaxCompared = 0;
  let argmaxMismatches = 0;
  reference.greedy.forEach(({ token, logit, margin }, step) => {
    const row = rowAt(score, afterPrompt + step);
    deltas.push(delta(row, token, logit));
    if (margin < ARGMAX_MARGIN) return;
    argmaxCompared += 1;
    if (argmax(row) !== token) argmaxMismatches += 1;
  });
  const largestDelta = Math.max(...deltas);
  return {
    id: reference.id,
    steps: reference.greedy.length,
    compared: deltas.length,
    largestDelta,
    argmaxCompared,
    argmaxMismatches,
    // Written so that NaN fails.
    passed: largestDelta <= LOGIT_TOLERANCE && argmaxMismatches === 0,
  };
}

const delta = (row: Float32Array, token: number, logit: number): number => Math.abs((row[token] ?? NaN) - logit);
