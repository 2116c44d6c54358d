/** Six texts side by side: each as far as it is written, where it parts from FP16's, and how likely both words were. No elements. */
import { MODEL_FORMATS, type ModelFormat } from '../../../kernels/recipe';
import { firstDifference, type Candidate, type FormatText } from '../../../lab/text';
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
  readonly format: ModelFormat;
  readonly text: string;
  readonly state: 'waiting' | 'written' | 'failed';
  readonly tokensPerSecond: number | null;
  /** Null where it is FP16's, or goes on as that, or is not known yet. */
  readonly parting: Parting | null;
  /** Whether it was compared and is FP16's text. */
  readonly same: boolean;
  readonly error: string;
}

export function shownTexts({
  streamed,
  texts,
  failures,
}: Pick<LimitsState, 'streamed' | 'texts' | 'failures'>): readonly ShownText[] {
  const textOf = (format: ModelFormat): FormatText | undefined => texts.find((one) => one.format === format);
  const base = textOf('fp16');
  return MODEL_FORMATS.map((format): ShownText => {
    const text = textOf(format);
    const failure = failures.find((one) => one.format === format);
    const parting = text === undefined || base === undefined ? null : partingOf(base, text);
    return {
      format,
      text: text?.text ?? streamed[format] ?? '',
      state: failure !== undefined ? 'failed' : text === undefined ? 'waiting' : 'written',
      tokensPerSecond: text?.tokensPerSecond ?? null,
      parting,
      same: format !== 'fp16' && text !== undefined && base !== undefined && parting === null,
      error: failure?.error.message ?? '',
    };
  });
}

function partingOf(base: FormatText, text: FormatText): Parting | null {
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
