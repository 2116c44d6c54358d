/** Regular expressions against what Python tokenizers 0.23.3 (Oniguruma) makes of the same text, and what is refused. */

import { describe, expect, it } from 'vitest';
import { readRegex, TooManySteps, UnreadableRegex } from '.';

function barred(pattern: string, text: string): string {
  const found = readRegex(pattern).find(text);
  let out = '';
  let end = 0;
  for (let i = 0; i < found.length; i += 2) {
    out += `${text.slice(end, found[i])}|`;
    end = found[i + 1] ?? end;
  }
  return out + text.slice(end);
}

describe('a regular expression', () => {
  it.each([
    ['^', 'a\nb\n', '|a\n|b\n'],
    ['$', 'a\nb\n', 'a|\nb|\n|'],
    ['\\Z', 'a\nb\n', 'a\nb|\n|'],
    ['\\A', 'a\nb\n', '|a\nb\n'],
    ['$', 'a\r\nb', 'a\r|\nb|'],
    ['.', 'a\r\n\u2028b', '||\n||'],
    ['(?m).', 'a\n', '||'],
    ['a{2}?', 'aaaaa', '||a|'],
    ['a{1,3}+', 'aaaaa', '|'],
    ['a{,2}', 'aaaaa', '|||'],
    ['[a&&[^b]]', 'ab', '|b'],
    ['[^a-z&&[^b]]', 'abZ', 'a||'],
    ['\\R', '\r\n\n\r\x85\u2028\x0b', '||||||'],
    ['(?<=a|bc)d', 'ad bcd d', 'a| bc| d'],
    ['(?>a+)a', 'aaa', 'aaa'],
    ['[[:^alpha:]]', 'a1', 'a|'],
    ['\\w', '²', '|'],
    ['[\\w]', '²', '²'],
    ['(?i)k', 'kK\u212A', '|||'],
    ['\\p{^L}', 'a1', 'a|'],
  ])('%s in %j gives %j', (pattern, text, wanted) => {
    expect(barred(pattern, text)).toBe(wanted);
  });

  it.each([
    '\\X',
    '\\K',
    '(a)\\1',
    '(?s).',
    '(?x)a b',
    '(?:a?)*b',
    '(?<=a+)d',
    '(?i)ss',
    '(?i)é',
    '[]a]',
    '[a-\\d]',
    'a{2,1}',
    '\\xe9',
    '\\p{Klingon}',
    '(*FAIL)',
    '(?=a)*',
    'a)',
    '(a',
  ])('%s is refused', (pattern) => {
    expect(() => readRegex(pattern)).toThrow(UnreadableRegex);
  });

  it('takes no longer on a long run of what it ends up not matching', () => {
    expect(readRegex('\\s+$').find(`${' '.repeat(200_000)}x`)).toEqual([]);
  });

  it('gives up where it would take for ever', () => {
    expect(() => readRegex('(?:a|aa)+b').find('a'.repeat(60))).toThrow(TooManySteps);
  });
});
