/** Codes among other words: columns of chats and spreadsheets, with names, in any writing; what is damaged is named with its line. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIVE_CODES } from '../../../test/fixtures/class-codes';
import { findClassCodes, MOST_CODES } from './find-codes';

const [first = '', second = '', third = ''] = FIVE_CODES;
/** By line: the code, or what is wrong. */
const summary = (text: string) =>
  findClassCodes(text).map(({ line, read }) => [line, read.ok ? read.code : read.problem.kind] as const);

describe('a text that was pasted', () => {
  it('gives every code of a column, with the words around them', () => {
    const text = [
      'Codes of 8b, please post here:',
      `Anna: ${first}`,
      `${second.toLowerCase()} (my Chromebook) thanks!`,
      'no code yet, sorry',
      `"T. Maier";"${third.replaceAll('-', '')}";"12:04"`,
    ].join('\r\n');
    expect(summary(text)).toEqual([
      [2, first],
      [3, second],
      [5, third],
    ]);
  });

  it('gives several of one line, and one that has blanks for dashes', () => {
    expect(summary(`${first} ${second}\t${third}`)).toEqual([
      [1, first],
      [1, second],
      [1, third],
    ]);
    expect(summary(`me: ${first.replaceAll('-', ' ')} ok bye`)).toEqual([[1, first]]);
    expect(summary(`T-M-K-1${first.slice(4)}. Greetings`)).toEqual([[1, first]]);
  });

  it('names a damaged one with its line and what is wrong', () => {
    const typo = first.replace(/.$/, (last) => (last === '2' ? '3' : '2'));
    expect(summary(`a\n${typo}\n${second.slice(0, 20)} thanks everybody\n${third}7`)).toEqual([
      [2, 'typo'],
      [3, 'length'],
      [4, 'length'],
    ]);
    expect(summary(`x\n${first.replace('TMK', 'TNK')}`)).toEqual([[2, 'typo']]);
  });

  it('takes no ordinary words for codes', () => {
    const words =
      'T shirts in T MAX 400, see https://example.org/a-b-c-d-1234-5678-90ab, TMK, The TMKs are 28 characters';
    expect(findClassCodes(words)).toEqual([]);
  });

  it('finds whatever stands around them', () => {
    const word = fc.stringMatching(/^[a-z]{1,12}[.!?:]?$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.constantFrom(...FIVE_CODES), word)), (rows) => {
        const text = rows.map(([before, code, after]) => `${before} ${code} ${after}`).join('\n');
        expect(summary(text)).toEqual(rows.map(([, code], i) => [i + 1, code]));
      }),
    );
  });

  it('may be anything, and as long as it likes', () => {
    const units = fc.array(fc.oneof(fc.nat(0xffff), fc.nat(0x7f)), { maxLength: 400 });
    fc.assert(
      fc.property(
        units.map((all) => String.fromCharCode(...all)),
        (text) => {
          expect(() => findClassCodes(text)).not.toThrow();
        },
      ),
    );
    const before = performance.now();
    for (const long of ['TMK1-', 'T M K 1 ', 'A-', '\n', `${first}\n`]) {
      expect(findClassCodes(long.repeat(100_000)).length).toBeLessThanOrEqual(MOST_CODES);
    }
    expect(performance.now() - before).toBeLessThan(3000);
  });
});
