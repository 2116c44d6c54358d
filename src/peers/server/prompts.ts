/** The prompts of a run as text, and variants of them that begin with other words: what a cache of a server cannot hold. */
import type { TextTokenizer } from '../../model/files/tokenizer';

/** Word by word, of a vocabulary. */
const WORD = /^ ?[a-z]{2,12}$/i;
const CHANGED = 2;
const MOST_TRIES = 32;

type Texts = Pick<TextTokenizer, 'encode' | 'decode'>;

export class FreshPrompts {
  private readonly words: readonly number[];

  /** @param random numbers from 0 to below 1 */
  constructor(
    private readonly tokenizer: Texts,
    vocabSize: number,
    private readonly random: () => number,
  ) {
    this.words = Array.from({ length: vocabSize }, (_, id) => id).filter((id) => WORD.test(tokenizer.decode([id])));
  }

  /** `tokens` as text, with others for the first of them, so that there are as many; as near to that as a few tries come. */
  of(tokens: readonly number[]): string {
    let text = '';
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      text = this.tokenizer.decode([...this.others(), ...tokens.slice(CHANGED)]);
      if (this.tokenizer.encode(text).length === tokens.length) return text;
    }
    return text;
  }

  private others(): readonly number[] {
    return Array.from({ length: CHANGED }, () => this.words[Math.floor(this.random() * this.words.length)] ?? 0);
  }
}

/** The tokens that our tokenizer makes of what was written after `prompt`: piece by piece where each is one, else of all of it. */
export function tokensWritten(tokenizer: Texts, pieces: readonly string[], count: number): readonly number[] {
  const apart = pieces.map((piece) => tokenizer.encode(piece));
  if (pieces.length === count && apart.every(({ length }) => length === 1)) return apart.flat();
  return tokenizer.encode(pieces.join('')).slice(0, count);
}
