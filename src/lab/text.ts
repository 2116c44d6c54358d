/** The same prompt continued by a model, its weights rounded in several ways: what was written, what else was likely, and where two texts part. */
import type { ModelFormat } from '../kernels/recipe';
import type { ModelChoice } from './model-choice';

export interface Candidate {
  readonly token: number;
  /** What it adds to a text; part of a character may show as U+FFFD. */
  readonly text: string;
  /** Softmax of the logits at temperature 1, 0..1. */
  readonly probability: number;
}

/** One token of a greedy text. */
export interface TextStep {
  /** The one that was taken: as a rule the first candidate; where two are equally likely, it may be the second. */
  readonly token: number;
  /** What it added to the text: empty where it is only part of a character, or ends the text. */
  readonly text: string;
  readonly probability: number;
  /** The two most likely, the likelier first. */
  readonly candidates: readonly [Candidate, Candidate];
  /** Whether it ended the text. */
  readonly ends: boolean;
}

export interface ChoiceText {
  readonly choice: ModelChoice;
  /** Without the prompt. */
  readonly text: string;
  readonly steps: readonly TextStep[];
  /** Of decode, each token read back as it came; null for fewer than two tokens, and of what is simulated. */
  readonly tokensPerSecond: number | null;
}

/** How fast a format that the product ships wrote its text. */
export interface FormatRate {
  readonly format: ModelFormat;
  readonly tokensPerSecond: number | null;
}

/** What is simulated has no speed. */
export const ratesOf = (texts: readonly Pick<ChoiceText, 'choice' | 'tokensPerSecond'>[]): readonly FormatRate[] =>
  texts.flatMap(({ choice, tokensPerSecond }) =>
    choice.kind === 'shipped' ? [{ format: choice.format, tokensPerSecond }] : [],
  );

/** Where two texts part: the step of each at the first place where they took different tokens. */
export interface Difference {
  /** Among the steps, from 0. */
  readonly index: number;
  readonly first: TextStep;
  readonly second: TextStep;
}

/** Null where one goes on as the other as far as both were written. */
export function firstDifference(first: readonly TextStep[], second: readonly TextStep[]): Difference | null {
  for (const [index, step] of first.entries()) {
    const other = second[index];
    if (other === undefined) return null;
    if (other.token !== step.token) return { index, first: step, second: other };
  }
  return null;
}
