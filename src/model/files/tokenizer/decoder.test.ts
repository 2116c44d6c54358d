/** Decoders alone and behind each other: the texts are what Python tokenizers 0.23.3 makes of the same tokens. */

import { describe, expect, it } from 'vitest';
import { readDecoder } from './decoder';

const inTurn = (...decoders: object[]) => ({ type: 'Sequence', decoders });
const FUSE = { type: 'Fuse' };
const BYTE_FALLBACK = { type: 'ByteFallback' };
const replaceFirst = { type: 'Replace', pattern: { Regex: '^a' }, content: 'x' };
const strip = (content: string) => ({ type: 'Strip', content, start: 1, stop: 0 });
const METASPACE = { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true };
const bpe = (suffix: string) => ({ type: 'BPEDecoder', suffix });
const llama2 = inTurn(
  { type: 'Replace', pattern: { String: '▁' }, content: ' ' },
  ...[BYTE_FALLBACK, FUSE, strip(' ')],
);

describe('a decoder', () => {
  it.each<[string, unknown, string[], string]>([
    ['none', null, ['a', 'b'], 'a b'],
    ['ByteLevel', { type: 'ByteLevel' }, ['Ã', '©', 'Ġa', 'é'], 'é a\uFFFD'],
    ['ByteFallback', BYTE_FALLBACK, ['a', '<0xE2>', '<0x96>', 'b', '<0xC3>', '<0xA9>'], 'a\uFFFD\uFFFDbé'],
    ['Replace', replaceFirst, ['a', 'a'], 'xx'],
    ['Replace in what is fused', inTurn(FUSE, replaceFirst), ['a', 'a'], 'xa'],
    ['Strip', strip('a'), ['aa', 'ab'], 'ab'],
    ['Strip of what is fused', inTurn(FUSE, strip('a')), ['aa', 'ab'], 'aab'],
    ['Metaspace', METASPACE, ['▁a', '▁b'], 'a b'],
    ['Metaspace of what is fused', inTurn(FUSE, METASPACE), ['▁a', '▁b'], 'ab'],
    ['BPEDecoder', bpe('</w>'), ['a</w>', 'b', 'c</w>'], 'a bc'],
    ['BPEDecoder of what is fused', inTurn(FUSE, bpe('</w>')), ['a</w>', 'b</w>'], 'ab'],
    [
      'BPEDecoder before others',
      inTurn(bpe('</w>'), BYTE_FALLBACK, strip('b')),
      ['a</w>', '<0x41>', 'b', 'b</w>'],
      'a A',
    ],
    ['BPEDecoder twice', inTurn(bpe('</w>'), bpe('e')), ['the', 'a', 'e</w>'], 'th a'],
    ["Llama 2's", llama2, ['▁a', '▁', '<0xE2>', '<0x82>', '<0xAC>', '<0xFF>'], 'a \uFFFD\uFFFD\uFFFD\uFFFD'],
  ])('%s gives the text of the reference', (_, json, tokens, text) => {
    const stage = readDecoder(json, 'tokenizer.json')();
    const given = tokens.flatMap((token) => stage.push(token));
    expect([...given, ...stage.end()].join('')).toBe(text);
  });
});
