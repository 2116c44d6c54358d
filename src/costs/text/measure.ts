/**
 * How many tokens a text is, by one tokenizer or several, and what a thousand of its words cost. Words are what the language's own rules
 * say they are (Intl.Segmenter), characters are what a person counts (graphemes).
 */
import { quantity, type Quantity } from '../../foundation/units';
import type { PerMillionTokens } from '../../foundation/energy-units';
import { rising, type Band } from '../../energy/band';
import { refusal } from '../../energy/limits';
import { countSegments } from './segments';

export type CharactersPerToken = Quantity<'characters/token'>;
export type TokensPerThousandWords = Quantity<'tokens/1000 words'>;
/** Money, in the currency of the price that it was made of. */
export type PerThousandWords = Quantity<'money/1000 words'>;

const charactersPerToken = quantity<'characters/token'>();
const tokensPerThousandWords = quantity<'tokens/1000 words'>();
const perThousandWords = quantity<'money/1000 words'>();

/** What this needs of a tokenizer (model/files/tokenizer.ts has it). */
export interface NamedTokenizer {
  readonly name: string;
  encode(text: string): readonly number[];
}

export interface TextCount {
  readonly tokenizer: string;
  readonly characters: number;
  readonly words: number;
  readonly tokens: number;
  readonly charactersPerToken: CharactersPerToken;
  /** Null where the text has no word. */
  readonly tokensPerThousandWords: TokensPerThousandWords | null;
}

/** Longer texts make a page hang, and tell nothing more. */
export const MOST_CHARACTERS = 1_000_000;

/** @throws TokamarkError `option` for a text without a character, or one that is too long. */
export function countText(text: string, tokenizers: readonly NamedTokenizer[], language?: string): TextCount[] {
  if (text.trim() === '') {
    throw refusal('text', 'The text is empty.', 'Paste a paragraph or more of the kind of text that you mean.');
  }
  if (text.length > MOST_CHARACTERS) {
    throw refusal(
      'text',
      `The text has ${text.length} characters; at most ${MOST_CHARACTERS} are counted.`,
      'Give a part of it: a few pages are enough.',
    );
  }
  const characters = countSegments(text, 'grapheme', language);
  const words = countSegments(text, 'word', language);
  return tokenizers.map((tokenizer) => {
    const tokens = tokenizer.encode(text).length;
    if (tokens === 0) {
      throw refusal('text', `${tokenizer.name} makes no token of the text.`, 'Give another text.', 'tokenizer');
    }
    return {
      tokenizer: tokenizer.name,
      characters,
      words,
      tokens,
      charactersPerToken: charactersPerToken(characters / tokens),
      tokensPerThousandWords: words === 0 ? null : tokensPerThousandWords((1000 * tokens) / words),
    };
  });
}

/** @param price of a million tokens */
export function costPerThousandWords(
  tokens: TokensPerThousandWords,
  price: Band<PerMillionTokens>,
): Band<PerThousandWords> {
  return rising(price, (one) => perThousandWords((one * tokens) / 1e6));
}
