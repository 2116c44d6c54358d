/** What the card of Fable's texts says, from the state of the page. No elements. */
import type { ModelFormat } from '../../kernels/recipe';
import type { PageState, RunOptions } from '../state/page-state';
import { WORDS } from './catalogue/words';

export interface StoryText {
  readonly format: ModelFormat;
  readonly prompt: string;
  readonly text: string;
  /** How fast it was written; empty where that is not known. */
  readonly rate: string;
}

export interface StoriesCard {
  /** How the texts were sampled. */
  readonly sampling: string;
  readonly texts: readonly StoryText[];
}

/** Null where no text was written. */
export function storiesCard(
  { run }: Pick<PageState, 'run'>,
  { formats }: Pick<RunOptions, 'formats'>,
): StoriesCard | null {
  const texts = formats.flatMap((format) => run.record.stories.filter((one) => one.format === format));
  const [first] = texts;
  if (first === undefined) return null;
  return {
    sampling: WORDS.sampling(String(first.temperature), String(first.seed)),
    texts: texts.map(({ format, prompt, text, tokensPerSecond: rate, tokens }) => ({
      ...{ format, prompt, text },
      rate: rate === null ? '' : WORDS.rate(String(Number(rate.toPrecision(3))), String(tokens)),
    })),
  };
}
