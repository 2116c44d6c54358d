/** The rule for digits, from the cases a person would check by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesFor, scaled, showFigure, showInterval, toPlaces } from './digits';

const around = (median: number, spread: number) => ({ median, low: median - spread, high: median + spread });

describe('digits of a figure', () => {
  it.each([
    ['stops at the first digit of the spread', around(123.456, 3.4), '123 ± 3'],
    ['keeps two digits of a spread that begins with 1 or 2', around(123.456, 1.26), '123.5 ± 1.3'],
    ['rounds to hundreds where the spread is hundreds', around(12345, 600), '12300 ± 600'],
    ['never shows more than four digits', around(123.4567, 0.00001), '123.5 ± 0.1'],
    ['never shows fewer than two digits', around(57.3, 50), '57 ± 50'],
    ['shows three digits and no spread where there is none', around(57.34567, 0), '57.3'],
    ['shows small figures without an exponent', around(0.012345, 0.0004), '0.0123 ± 0.0004'],
  ])('%s', (_name, figure, shown) => {
    expect(showFigure(figure)).toBe(shown);
  });

  it('takes the farther bound of an uneven interval as the spread', () => {
    expect(showInterval({ median: 50, low: 49, high: 57 })).toEqual({
      median: '50',
      low: '49',
      high: '57',
      spread: '7',
    });
  });

  it('gives the same digits in another unit', () => {
    expect(showFigure(scaled(around(0.123456, 0.0034), 1000))).toBe('123 ± 3');
  });

  it('shows a median that is within half a step of the true one', () => {
    const positive = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(positive, fc.double({ min: 0, max: 2, noNaN: true }), (median, relative) => {
        const figure = around(median, median * relative);
        const places = placesFor(figure);
        const shown = Number(toPlaces(median, places));
        expect(Math.abs(shown - median)).toBeLessThanOrEqual(0.500001 * 10 ** -places);
      }),
    );
  });
});
