/** What llama.cpp is given to read: of every length that a comparison has, the text of the same tokens. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fable } from '../../../test/fixtures/engine';
import { passagePrompts } from '../../benchmark/prompts';
import { openFolderTokenizer } from '../../model/files/folder';
import { comparedText } from '../compared-text';
import { comparisonOf } from '../comparison';
import { spelled } from './spelled';

describe('a prompt as text', () => {
  it('is read as the same tokens, whatever a comparison asks for', async () => {
    const text = await comparedText(new Blob([readFileSync('public/models/fable/heldout.txt')]));
    const tokenizer = await openFolderTokenizer(await fable());
    const { context, after } = passagePrompts(text, tokenizer.encode(text));
    for (const software of [false, true]) {
      for (const { phase, depth, tokens } of comparisonOf(['wllama'], software).tests) {
        const prompt = [...context(depth, 0), ...after(depth, phase === 'prefill' ? tokens : 1, 0)];
        expect(text.startsWith(spelled(tokenizer, prompt))).toBe(true);
      }
    }
  });

  it('is refused where it would be read as others', () => {
    const letters = { decode: (tokens: readonly number[]) => 'a'.repeat(tokens.length), encode: () => [7] };
    expect(spelled(letters, [7])).toBe('a');
    expect(() => spelled(letters, [7, 7])).toThrow('the text of these 2 tokens, “aa” at its end, is read as 1 others');
  });
});
