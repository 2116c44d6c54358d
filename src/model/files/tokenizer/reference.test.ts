/** 98 tokenizers and 349 strings each: the ids and texts of Python tokenizers 0.23.3, or a refusal that names the component. */

import { describe, expect, it } from 'vitest';
import { referenceTokenizers, type ReferenceTokenizer } from '../../../../test/fixtures/reference-tokenizers';
import { thrown } from '../../../../test/fixtures/thrown';
import { openTokenizer } from '../tokenizer';

/** What is refused, and the component that the refusal names. */
const REFUSED: Readonly<Record<string, string>> = {
  bertn: 'normalizer.type is "BertNormalizer"',
  bertnorm2: 'normalizer.type is "BertNormalizer"',
  graphemes: '\\X is not read',
  'replace-194': 'Tokamark reads no replacement of nothing',
  uniscripts: 'pre_tokenizer.pretokenizers.0.type is "UnicodeScripts"',
  wordlevel: 'model.type is "WordLevel"',
};

const open = ({ name, json }: ReferenceTokenizer) => openTokenizer(json, null, `${name}/tokenizer.json`);

describe('a tokenizer of the reference', () => {
  it('is in the table, with its strings', () => {
    expect(referenceTokenizers).toHaveLength(98);
    expect(Math.min(...referenceTokenizers.map(({ cases }) => cases.length))).toBe(349);
  });

  it.each(referenceTokenizers.filter(({ name }) => !(name in REFUSED)))('$name gives the same ids and texts', (one) => {
    const tokenizer = open(one);
    for (const { text, ids, decoded } of one.cases) {
      expect(tokenizer.encode(text), JSON.stringify(text)).toEqual(ids);
      expect(tokenizer.decode(ids), JSON.stringify(text)).toBe(decoded);
    }
  });

  it.each(referenceTokenizers.filter(({ name }) => name in REFUSED))('$name is refused by name', (one) => {
    const error = thrown(() => open(one));
    expect(error.code).toBe('tokenizer');
    expect(error.message).toContain(`${one.name}/tokenizer.json: `);
    expect(error.message).toContain(REFUSED[one.name]);
  });
});
