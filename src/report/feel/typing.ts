/** A text that appears token by token at any pace, and which of its letters are there at a moment. Pure: whoever draws it brings the clock. */
import { seconds, type Seconds, type TokensPerSecond } from '../../foundation/units';

export interface TypedText {
  readonly text: string;
  /** After each token, how many of the text's UTF-16 units are there; rising. */
  readonly ends: readonly number[];
}

export function typedText(tokens: readonly string[]): TypedText {
  let end = 0;
  const ends = tokens.map((token) => (end += token.length));
  return { text: tokens.join(''), ends };
}

/** A clock's milliseconds have fewer digits than this: the token that is due at a moment is there at it. */
const DUE = 1e-6;

/** Tokens that are there: none at 0, the first after one token's time. */
function tokensAt({ ends }: TypedText, rate: TokensPerSecond, elapsed: Seconds): number {
  const due = Math.floor(elapsed * rate + DUE);
  return Number.isFinite(due) ? Math.min(ends.length, Math.max(0, due)) : 0;
}

/** The letters that are there: half a letter, whose rest the next token brings, is not. */
export function visibleAt(typed: TypedText, rate: TokensPerSecond, elapsed: Seconds): string {
  const tokens = tokensAt(typed, rate, elapsed);
  const shown = typed.text.slice(0, tokens === 0 ? 0 : typed.ends[tokens - 1]);
  return /[\ud800-\udbff]$/.test(shown) ? shown.slice(0, -1) : shown;
}

/** Until the whole text is there. */
export const timeToWrite = ({ ends }: TypedText, rate: TokensPerSecond): Seconds => seconds(ends.length / rate);
