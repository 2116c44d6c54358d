/** Prompts decoded together, each compared with what the engine gave for it alone. */
import { argmax, rowAt, type LogitRows } from './logits';
import { ARGMAX_MARGIN, forcedTokens, LOGIT_TOLERANCE } from './prompt';
import type { PromptReference } from './reference';

/** A text whose tokens are given: its first `prefix` by prefill, every later one by a decode step. */
export interface ForcedText {
  readonly tokens: readonly number[];
  readonly prefix: number;
}

/** Steps that each takes: the second is finished long before the others, the rest one after the other. */
const STEPS = [20, 4, 12, 16] as const;

/** As many prompts as there are, at most four; the steps of each are no more than its reference has. */
export const textsTogether = (prompts: readonly PromptReference[]): readonly ForcedText[] =>
  prompts.slice(0, STEPS.length).map((prompt, i) => {
    const prefix = prompt.prompt_tokens.length;
    return { prefix, tokens: forcedTokens(prompt).slice(0, prefix + (STEPS[i] ?? 1)) };
  });

export interface TogetherParity {
  readonly sequences: number;
  /** Rows of logits that were compared, in all sequences. */
  readonly steps: number;
  /** NaN where the engine gave one. */
  readonly largestDelta: number;
  readonly argmaxCompared: number;
  readonly argmaxMismatches: number;
  readonly passed: boolean;
}

/**
 * @param together of `texts`, one text's rows behind the other's
 * @param alone of each text, at least its rows
 */
export function parityTogether(
  texts: readonly ForcedText[],
  together: Float32Array,
  alone: readonly LogitRows[],
): TogetherParity {
  const deltas: number[] = [];
  let argmaxCompared = 0;
  let argmaxMismatches = 0;
  let row = 0;
  texts.forEach(({ tokens, prefix }, i) => {
    const own = alone[i];
    if (own === undefined) throw new RangeError(`nothing was given for text ${i} alone`);
    for (let position = prefix - 1; position < tokens.length; position++) {
      const expected = rowAt(own, position);
      const got = together.subarray(row * own.vocabSize, (row + 1) * own.vocabSize);
      row += 1;
      deltas.push(largestDelta(got, expected));
      if (margin(expected) < ARGMAX_MARGIN) continue;
      argmaxCompared += 1;
      if (argmax(got) !== argmax(expected)) argmaxMismatches += 1;
    }
  });
  const largest = Math.max(...deltas);
  return {
    ...{ sequences: texts.length, steps: deltas.length, largestDelta: largest, argmaxCompared, argmaxMismatches },
    // Written so that NaN fails.
    passed: deltas.length > 0 && largest <= LOGIT_TOLERANCE && argmaxMismatches === 0,
  };
}

const largestDelta = (got: Float32Array, expected: Float32Array): number =>
  expected.reduce((most, value, i) => Math.max(most, Math.abs((got[i] ?? NaN) - value)), 0);

/** By how much the highest logit leads the second. */
function margin(row: Float32Array): number {
  const best = argmax(row);
  return row.reduce((least, value, i) => (i === best ? least : Math.min(least, (row[best] ?? NaN) - value)), Infinity);
}
