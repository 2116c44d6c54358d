/** Perplexity and KL over windows of the held-out text, in float64 and in short pieces, so that a page stays responsive. */
import { TokamarkError } from '../../foundation/errors';
import { argmax, klDivergence, negativeLogLikelihood, rowAt, type LogitRows } from './logits';

/** Lets other work of this thread run; given, so that a page and a test can choose how. */
export type Pause = () => Promise<void>;

export const nextTask: Pause = () => new Promise((resolve) => setTimeout(resolve, 0));

/** Rows of 2,048 logits that take a few milliseconds on a slow machine. */
const ROWS_AT_ONCE = 32;

/** The mean of `value(position)` over 0 .. positions - 1. */
async function meanOver(positions: number, value: (position: number) => number, pause: Pause): Promise<number> {
  let sum = 0;
  for (let position = 0; position < positions; position += 1) {
    if (position > 0 && position % ROWS_AT_ONCE === 0) await pause();
    sum += value(position);
  }
  return sum / positions;
}

/** Mean negative log-likelihood of tokens 1 .. n-1, nats: the first of a window has nothing before it. */
export function meanNll(rows: LogitRows, tokens: readonly number[], pause: Pause = nextTask): Promise<number> {
  return meanOver(
    tokens.length - 1,
    (position) => negativeLogLikelihood(rowAt(rows, position), tokens[position + 1] ?? NaN),
    pause,
  );
}

/** Mean KL of `other` to `fp16` over the first `positions` positions, nats. */
export function meanKl(fp16: LogitRows, other: LogitRows, positions: number, pause: Pause = nextTask): Promise<number> {
  return meanOver(positions, (position) => klDivergence(rowAt(fp16, position), rowAt(other, position)), pause);
}

/** Means over the scored positions of one window. */
export interface WindowFigures {
  /** Negative log-likelihood of the text, nats per token. */
  readonly nll: number;
  /** KL of the format's distribution to FP16's, nats. */
  readonly kl: number;
  /** Share of positions where both think the same token the most likely, 0..1. */
  readonly top1: number;
}

/** What `other` makes of a window, compared with `fp16`, at every position that is followed by a token. */
export async function windowFigures(
  fp16: LogitRows,
  other: LogitRows,
  tokens: readonly number[],
  pause: Pause = nextTask,
): Promise<WindowFigures> {
  const positions = tokens.length - 1;
  const agrees = (position: number) => (argmax(rowAt(fp16, position)) === argmax(rowAt(other, position)) ? 1 : 0);
  return {
    nll: await meanNll(other, tokens, pause),
    // The sum of what rounds to nothing may fall below it.
    kl: Math.max(0, await meanKl(fp16, other, positions, pause)),
    top1: await meanOver(positions, agrees, pause),
  };
}

/** More characters than a token ever has on average, so that the whole text need not be encoded for its first windows. */
const CHARACTERS_PER_TOKEN = 8;

/** The first `count` consecutive windows of `size` tokens. */
export function firstWindows(
  text: string,
  encode: (text: string) => readonly number[],
  count: number,
  size: number,
): readonly (readonly number[])[] {
  const tokens = encode(text.slice(0, count * size * CHARACTERS_PER_TOKEN));
  if (tokens.length < count * size) {
    throw new TokamarkError({
      code: 'option',
      message: `The held-out text has ${tokens.length} tokens; ${count} windows need ${count * size}.`,
      where: 'heldout.txt',
      remedy: 'Ask for fewer windows.',
    });
  }
  return Array.from({ length: count }, (_, index) => tokens.slice(index * size, (index + 1) * size));
}
