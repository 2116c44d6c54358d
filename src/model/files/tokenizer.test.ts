/** Fable's tokenizer against the reference tokens; the stream against whole decoding; files that cannot be used. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { thrown } from '../../../test/fixtures/thrown';
import { makeTinyLlama } from '../../../test/fixtures/tiny-llama';
import { TokamarkError } from '../../foundation/errors';
import { openTokenizer, type TextTokenizer } from './tokenizer';

const fableFile = (file: string) =>
  readFileSync(new URL(`../../../public/models/fable/${file}`, import.meta.url), 'utf8');

const reference = z
  .object({
    prompts: z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        prompt_tokens: z.array(z.number()),
        greedy: z.array(z.object({ token: z.number() })),
        greedy_text: z.string(),
      }),
    ),
  })
  .parse(JSON.parse(fableFile('reference.json')));

const fable = openTokenizer(fableFile('tokenizer.json'), fableFile('tokenizer_config.json'), 'fable/tokenizer.json');
const bytes = openTokenizer(await makeTinyLlama().files.tokenizer.text(), null, 'tiny/tokenizer.json');

/** As Llama 2's: a space is U+2581, unknown bytes are tokens, and the first space of a text is dropped. */
const metaspaceJson = {
  added_tokens: [{ id: 0, content: '</s>', special: true }],
  normalizer: {
    type: 'Sequence',
    normalizers: [
      { type: 'Prepend', prepend: '\u2581' },
      { type: 'Replace', pattern: { String: ' ' }, content: '\u2581' },
    ],
  },
  decoder: {
    type: 'Sequence',
    decoders: [
      { type: 'Replace', pattern: { String: '\u2581' }, content: ' ' },
      { type: 'ByteFallback' },
      { type: 'Fuse' },
      { type: 'Strip', content: ' ', start: 1, stop: 0 },
    ],
  },
  model: {
    type: 'BPE',
    byte_fallback: true,
    merges: ['\u2581 a', 'b c'],
    vocab: Object.fromEntries([
      ...['</s>', '\u2581', 'a', 'b', 'c', '\u2581a', 'bc'].map((token, id) => [token, id] as const),
      ...Array.from(
        { length: 256 },
        (_, byte) => [`<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`, byte + 7] as const,
      ),
    ]),
  },
};
const metaspace = openTokenizer(JSON.stringify(metaspaceJson), null, 'metaspace/tokenizer.json');

function streamed(tokenizer: TextTokenizer, ids: readonly number[]): string {
  const stream = tokenizer.createStream();
  return ids.map((id) => stream.push(id)).join('') + stream.flush();
}

describe("Fable's tokenizer", () => {
  it.each(reference.prompts)('gives the reference tokens of the prompt "$id"', ({ text, prompt_tokens }) => {
    expect(fable.encode(text)).toEqual(prompt_tokens);
    expect(fable.decode(prompt_tokens)).toBe(text);
  });

  it.each(reference.prompts)('gives the reference text after the prompt "$id"', ({ greedy, greedy_text }) => {
    const ids = greedy.map(({ token }) => token);
    expect(fable.decode(ids)).toBe(greedy_text);
    expect(streamed(fable, ids)).toBe(greedy_text);
  });

  it('has as many ids as the model', () => {
    expect(fable.vocabSize).toBe(2048);
  });

  it('recognises a special token that the text spells out, and leaves it out of text', () => {
    const [first, ...rest] = fable.encode('<|endoftext|>Once');
    expect(first).toBe(0);
    expect(fable.decode([0, ...rest, 0])).toBe('Once');
  });

  it('gives no tokens for no text, and no text for no tokens', () => {
    expect(fable.encode('')).toEqual([]);
    expect(fable.decode([])).toBe('');
    expect(fable.decode([0])).toBe('');
  });

  it('gives any text back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fable.decode(fable.encode(text))).toBe(text);
      }),
    );
  });

  it('ignores an id without a token, as a padded vocabulary has', () => {
    expect(fable.decode([...fable.encode('fox'), 2048, 99_999])).toBe('fox');
  });
});

describe('a stream', () => {
  it.each<[string, TextTokenizer, number]>([
    ['Fable', fable, 2060],
    ['a byte vocabulary', bytes, 258],
    ['a vocabulary with byte fallback', metaspace, 264],
  ])('joins to the whole text for any ids of %s', (_, tokenizer, ids) => {
    fc.assert(
      fc.property(fc.array(fc.nat(ids), { maxLength: 200 }), (sequence) => {
        expect(streamed(tokenizer, sequence)).toBe(tokenizer.decode(sequence));
      }),
      { numRuns: 300 },
    );
  });

  it('joins to the whole text for texts of many-byte characters longer than its window', () => {
    const characters = fc.string({
      unit: fc.constantFrom('a', ' ', 'é', '漢', '🦊', '\u2581'),
      minLength: 60,
      maxLength: 200,
    });
    fc.assert(
      fc.property(characters, fc.constantFrom(fable, bytes, metaspace), (text, tokenizer) => {
        const ids = tokenizer.encode(text);
        expect(streamed(tokenizer, ids)).toBe(tokenizer.decode(ids));
      }),
    );
  });

  it('gives a character only when its last byte has come', () => {
    const stream = bytes.createStream();
    const pieces = bytes.encode('é🦊!').map((id) => stream.push(id));
    expect(pieces).toEqual(['', 'é', '', '', '', '🦊', '!']);
  });

  it('gives U+FFFD for a character that stays incomplete, and starts afresh', () => {
    const stream = bytes.createStream();
    const [first = 0] = bytes.encode('🦊');
    expect(stream.push(first)).toBe('');
    expect(stream.flush()).toBe('\uFFFD');
    expect(stream.flush()).toBe('');
    expect(bytes.encode('ok').map((id) => stream.push(id))).toEqual(['o', 'k']);
  });
});

describe('openTokenizer', () => {
  const changed = (change: object) => JSON.stringify({ ...metaspaceJson, ...change });
  const split = (regex: string) =>
    changed({ pre_tokenizer: { type: 'Split', pattern: { Regex: regex }, behavior: 'Isolated', invert: false } });

  it.each([
    ['text that is no JSON', '{"model":'],
    ['JSON that is no object', '[1]'],
    ['no model', changed({ model: undefined })],
    ['a WordPiece model', changed({ model: { type: 'WordPiece', vocab: { a: 0 }, unk_token: 'a' } })],
    ['a WordLevel model', changed({ model: { type: 'WordLevel', vocab: { a: 0 }, unk_token: 'a' } })],
    ['a vocabulary that is no table', changed({ model: { type: 'BPE', vocab: ['a'], merges: [] } })],
    ['an id beyond reason', changed({ model: { type: 'BPE', vocab: { a: 4e9 }, merges: [] } })],
    ['no merges', changed({ model: { type: 'BPE', vocab: { a: 0 } } })],
    ['merges that are no pairs', changed({ model: { type: 'BPE', vocab: { a: 0 }, merges: [[1, 2]] } })],
    ['an added token without an id', changed({ added_tokens: [{ content: 'x' }] })],
    ['an unknown decoder', changed({ decoder: { type: 'Morse' } })],
    ['an unknown pre-tokenizer', changed({ pre_tokenizer: { type: 'Morse' } })],
    [
      'an unknown field of a pre-tokenizer',
      changed({ pre_tokenizer: { type: 'Digits', individual_digits: true, x: 1 } }),
    ],
    ['an unknown field beside the parts', changed({ chat: {} })],
    ['dropout', changed({ model: { ...metaspaceJson.model, dropout: 0.1 } })],
    ['a merge of what is no token', changed({ model: { ...metaspaceJson.model, merges: ['a b'] } })],
    ['a regular expression that reads what it matched', split('(a)\\1')],
    ['a repetition of nothing', split('(?:a?)*')],
    [
      'an added token that the normalizer leaves nothing of',
      changed({
        normalizer: { type: 'Strip', strip_left: true, strip_right: true },
        added_tokens: [{ id: 0, content: ' ', normalized: true }],
      }),
    ],
    [
      'a normalizer that moves the text from where it began',
      changed({ pre_tokenizer: { type: 'Metaspace', replacement: '\u2581', prepend_scheme: 'first' } }),
    ],
    [
      'a pre-tokenizer that moves the text from where it began',
      changed({
        normalizer: null,
        pre_tokenizer: {
          type: 'Sequence',
          pretokenizers: [
            { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
            { type: 'Metaspace', replacement: '\u2581', prepend_scheme: 'first' },
          ],
        },
      }),
    ],
  ])('refuses %s with the file and a remedy', (_, json) => {
    const error = thrown(() => openTokenizer(json, null, 'folder/tokenizer.json'));
    expect(error.code).toBe('tokenizer');
    expect(error.message).toContain('folder/tokenizer.json');
    expect(error.remedy).toContain('tokenizer.json');
  });

  it('names tokenizer_config.json where that is the file at fault', () => {
    const error = thrown(() => openTokenizer(JSON.stringify(metaspaceJson), 'not json', 'folder/tokenizer.json'));
    expect(error.message).toContain('folder/tokenizer_config.json');
  });

  it('reads a BPE model of before the field type', () => {
    const old = openTokenizer(changed({ model: { ...metaspaceJson.model, type: undefined } }), null, 'tokenizer.json');
    expect(old.encode('abc a')).toEqual(metaspace.encode('abc a'));
  });

  it('answers any changed part with a tokenizer or a TokamarkError', () => {
    const part = fc.constantFrom(...Object.keys(metaspaceJson), 'pre_tokenizer', 'post_processor');
    fc.assert(
      fc.property(part, fc.jsonValue(), (key, value) => {
        try {
          openTokenizer(changed({ [key]: value }), null, 'tokenizer.json').encode('abc');
        } catch (error) {
          expect(error).toBeInstanceOf(TokamarkError);
        }
      }),
    );
  });
});
