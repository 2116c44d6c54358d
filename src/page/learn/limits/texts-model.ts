/** Texts side by side: each as far as it is written, where it parts from FP16's, and how likely both words were. No elements. */
import { modelChoiceText, type ModelChoice } from '../../../lab/model-choice';
import { firstDifference, type Candidate, type ChoiceText } from '../../../lab/text';
import type { LimitsState } from './limits-state';

export interface Parting {
  /** Of the token, from 1. */
  readonly place: number;
  readonly before: string;
  readonly token: string;
  readonly after: string;
  /** The likeliest two of each. */
  readonly fp16: readonly Candidate[];
  readonly own: readonly Candidate[];
}

export interface ShownText {
  readonly choice: ModelChoice;
  readonly text: string;
  readonly state: 'waiting' | 'written' | 'failed';
  /** Null of what is simulated, too. */
  readonly tokensPerSecond: number | null;
  /** Null where it is FP16's, or goes on as that, or is not known yet. */
  readonly parting: Parting | null;
  /** Whether it was compared and is FP16's text. */
  readonly same: boolean;
  readonly error: string;
}

export function shownTexts({
  writers,
  streamed,
  texts,
  failures,
}: Pick<LimitsState, 'writers' | 'streamed' | 'texts' | 'failures'>): readonly ShownText[] {
  const textOf = (name: string): ChoiceText | undefined => texts.find(({ choice }) => modelChoiceText(choice) === name);
  const base = textOf(BASE);
  return writers.map((choice): ShownText => {
    const name = modelChoiceText(choice);
    const text = textOf(name);
    const failure = failures.find((one) => modelChoiceText(one.choice) === name);
    const parting = text === undefined || base === undefined ? null : partingOf(base, text);
    return {
      choice,
      text: text?.text ?? streamed[name] ?? '',
      state: failure !== undefined ? 'failed' : text === undefined ? 'waiting' : 'written',
      tokensPerSecond: text?.tokensPerSecond ?? null,
      parting,
      same: name !== BASE && text !== undefined && base !== undefined && parting === null,
      error: failure?.error.message ?? '',
    };
  });
}

const BASE = modelChoiceText({ kind: 'shipped', format: 'fp16' });

function partingOf(base: ChoiceText, text: ChoiceText): Parting | null {
  const difference = firstDifference(base.steps, text.steps);
  if (difference === null) return null;
  const { index, first, second } = difference;
  const joined = (from: number, to?: number): string =>
    text.steps
      .slice(from, to)
      .map((step) => step.text)
      .join('');
  return {
    ...{ place: index + 1, before: joined(0, index), token: second.text, after: joined(index + 1) },
    ...{ fp16: first.candidates, own: second.candidates },
  };
}
