/** What fits by the length that a text is said to have; no font draws it here. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, widthOf, wrap } from './text-size';

const type = { size: 13, bold: false };

describe('a text that is too long', () => {
  it('is cut to what fits, with an ellipsis, or not at all', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.double({ min: 0, max: 400, noNaN: true }),
        (text, most) => {
          const shown = cut(text, type, most);
          expect(shown === '' ? 0 : widthOf(shown, type)).toBeLessThanOrEqual(most);
          if (shown !== text && shown !== '') expect(shown).toMatch(/…$/);
        },
      ),
    );
  });

  it('is broken between words, never inside a figure', () => {
    const text = 'a token costs 3.90 ± 0.20 ms before a byte is read, then reads 125 ± 5 GB/s';
    for (const most of [150, 200, 250, 300]) {
      const lines = wrap(text, type, most);
      expect(lines.join(' ')).toBe(text);
      for (const line of lines) expect(line).not.toMatch(/^(±|ms|GB\/s)|±$/);
    }
  });
});

it('a capital and a wide letter are longer than a narrow one, and bold is longer than plain', () => {
  const [narrow, capital, wide] = ['i', 'O', 'W'].map((text) => widthOf(text, type));
  expect([narrow, capital, wide].toSorted((a = 0, b = 0) => a - b)).toEqual([narrow, capital, wide]);
  expect(widthOf('INT4', { ...type, bold: true })).toBeGreaterThan(widthOf('INT4', type));
});
