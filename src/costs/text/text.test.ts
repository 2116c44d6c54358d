/** Tokens of a text and what a thousand of its words cost, by Fable's own tokenizer and by ones made up. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { perMillionTokens } from '../../foundation/energy-units';
import { openTokenizer } from '../../model/files/tokenizer';
import { exactly } from '../../energy/band';
import { costPerThousandWords, countText, MOST_CHARACTERS, type NamedTokenizer } from './measure';
import { countSegments } from './segments';
import { sheetMarkdown } from '../../report/table';
import { textSheet } from './table';

const bytes: NamedTokenizer = { name: 'bytes', encode: (text) => [...new TextEncoder().encode(text)] };

function fable(): NamedTokenizer {
  const read = (file: string) => readFileSync(`public/models/fable/${file}`, 'utf8');
  const tokenizer = openTokenizer(read('tokenizer.json'), read('tokenizer_config.json'), 'tokenizer.json');
  return { name: 'Fable', encode: (text) => tokenizer.encode(text) };
}

const only = (text: string, tokenizer: NamedTokenizer) => {
  const [count] = countText(text, [tokenizer], 'en');
  if (count === undefined) throw new Error('nothing counted');
  return count;
};

describe('a text', () => {
  it('has characters, words and tokens, by each tokenizer', () => {
    const counts = countText('Once upon a time, there was a cat.', [fable(), bytes], 'en');
    expect(counts).toMatchObject([
      { tokenizer: 'Fable', characters: 34, words: 8 },
      { tokenizer: 'bytes', characters: 34, words: 8, tokens: 34, charactersPerToken: 1, tokensPerThousandWords: 4250 },
    ]);
    expect(counts[0]?.tokens).toBe(fable().encode('Once upon a time, there was a cat.').length);
    expect(counts[0]?.charactersPerToken).toBeGreaterThan(2);
  });

  it('counts what a person sees as one character once', () => {
    expect(only('👩‍👧', bytes)).toMatchObject({ characters: 1, words: 0, tokens: 11, tokensPerThousandWords: null });
  });

  it('has words in languages without spaces too', () => {
    expect(countText('今日は良い天気です', [bytes], 'ja')[0]?.words).toBeGreaterThan(2);
  });

  it('has as many tokens as words times tokens a word', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 40 }), (words) => {
        const count = only(words.join(' '), bytes);
        expect(count.words).toBe(words.length);
        expect(((count.tokensPerThousandWords ?? 0) * count.words) / 1000).toBeCloseTo(count.tokens, 6);
        expect(count.charactersPerToken * count.tokens).toBeCloseTo(count.characters, 6);
      }),
    );
  });

  it('has as many characters and words by windows as at once', () => {
    const unit = fc.constantFrom(
      'a',
      "can't",
      ' ',
      '  ',
      '\n',
      '\r\n',
      '.',
      '1',
      'é',
      'e\u0301\u0301',
      '👩‍👧',
      '🇩🇪',
      '漢',
      'ก',
      '한',
      '\u200d',
    );
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 60 }), fc.constantFrom(1, 150), (units, times) => {
        const text = units.join('').repeat(times);
        for (const granularity of ['grapheme', 'word'] as const) {
          const whole = Array.from(
            new Intl.Segmenter('en', { granularity }).segment(text),
            ({ isWordLike }) => isWordLike ?? true,
          );
          expect(countSegments(text, granularity, 'en')).toBe(whole.filter(Boolean).length);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('of a quarter of a megabyte is counted while a person waits', () => {
    for (const text of [
      'Once upon a time. '.repeat(13_000),
      '漢'.repeat(80_000),
      `a${'\u0301'.repeat(120_000)}`,
      ' '.repeat(249_999) + 'x',
    ]) {
      const count = only(text, fable());
      expect(count.tokens).toBeGreaterThan(0);
      expect(count.characters).toBeLessThanOrEqual(text.length);
    }
  });

  it.each(['', ' \n\t'])('is refused where it is empty (%j)', (text) => {
    expect(() => countText(text, [bytes])).toThrow('The text is empty');
  });

  it('is refused where it is too long, and where a tokenizer makes nothing of it', () => {
    expect(() => countText('a'.repeat(MOST_CHARACTERS + 1), [bytes])).toThrow('at most 1000000 are counted');
    expect(() => countText('a', [{ name: 'none', encode: () => [] }])).toThrow('none makes no token');
  });
});

describe('its cost', () => {
  it('is linear in the price of a million tokens', () => {
    const price = fc.double({ min: 1e-6, max: 1e3, noNaN: true });
    const tokens = only('two words', bytes).tokensPerThousandWords;
    if (tokens === null) throw new Error('no words');
    fc.assert(
      fc.property(price, (p) => {
        const once = costPerThousandWords(tokens, exactly(perMillionTokens(p))).central;
        expect(costPerThousandWords(tokens, exactly(perMillionTokens(2 * p))).central / once).toBeCloseTo(2, 9);
        expect(once / ((p * tokens) / 1e6)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('stands in the table, in its currency', () => {
    const counts = countText('two words', [{ name: 'a|b', encode: () => [1, 2] }], 'en');
    const of = 'electricity alone';
    const table = sheetMarkdown(textSheet(counts, { value: exactly(perMillionTokens(3)), currency: 'EUR', of }));
    expect(table).toContain('| a\\|b');
    expect(table).toContain('0.0030 EUR');
    expect(sheetMarkdown(textSheet(counts, { value: null, currency: null, of }))).toMatch(/-\s\|$/);
  });
});
