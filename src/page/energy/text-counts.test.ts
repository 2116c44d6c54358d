/** A person's text, counted elsewhere: one at a time, and the last one wins. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTextCounter, type Counted } from './text-counter';
import { createTextCounts } from './text-counts';

const tokenizer = new Blob([readFileSync('public/models/fable/tokenizer.json')]);

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('a text of the page', () => {
  it('is counted by Fable', async () => {
    const counted = await createTextCounter().count('Once upon a time', tokenizer);
    expect(counted).toMatchObject({ ok: true, value: [{ tokenizer: 'Fable', characters: 16, words: 4 }] });
  });

  it('that is too long is refused by name, as data', async () => {
    const counted = await createTextCounter().count('a'.repeat(1_000_001), tokenizer);
    expect(counted).toMatchObject({ ok: false, error: { code: 'option' } });
  });

  it('stands there as soon as it has been counted, and only the last one is counted after it', async () => {
    const asked: string[] = [];
    const answers: ((counted: Counted) => void)[] = [];
    let text = 'a';
    let shown: unknown = 'nothing';
    const counts = createTextCounts(
      (one) => {
        asked.push(one);
        return new Promise((resolve) => answers.push(resolve));
      },
      () => {
        shown = counts(text);
      },
    );
    expect(counts('a')).toBeNull();
    text = 'ab';
    expect(counts('ab')).toBeNull();
    text = 'abc';
    expect(counts('abc')).toBeNull();
    answers[0]?.({ ok: true, value: [] });
    await settled();
    expect(asked).toEqual(['a', 'abc']);
    answers[1]?.({ ok: true, value: [] });
    await settled();
    expect(shown).toEqual([]);
  });

  it('says what was wrong with it', async () => {
    const error = { code: 'option', message: 'The text is empty.', where: 'text', remedy: 'Paste one.' } as const;
    const counts = createTextCounts(
      () => Promise.resolve({ ok: false, error }),
      () => undefined,
    );
    expect(counts('x')).toBeNull();
    await settled();
    expect(() => counts('x')).toThrow('The text is empty.');
  });
});
