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
    ['never shows fewer than two digits', around(57.3, 50), '57 (7 to 107)'],
    ['shows three digits and no spread where there is none', around(57.34567, 0), '57.3'],
    ['shows small figures without an exponent', around(0.012345, 0.0004), '0.0123 ± 0.0004'],
  ])('%s', (_name, figure, shown) => {
    expect(showFigure(figure)).toBe(shown);
  });

  it('gives both bounds with the digits that the farther one calls for', () => {
    expect(showInterval({ median: 50, low: 49, high: 57 })).toEqual({ median: '50', low: '49', high: '57' });
  });

  // What a reader would otherwise take for 32 less 43, and for 10 to 550.
  it.each([
    ['far more above than below', { median: 32, low: 28, high: 75 }, '32 (28 to 75)'],
    ['a little more above than below', { median: 163, low: 152, high: 176 }, '163 (152 to 176)'],
    ['sides that differ beyond the digits shown', { median: 163, low: 159.6, high: 166.6 }, '163 (160 to 167)'],
    ['sides that differ only below the digits shown', { median: 163, low: 159.8, high: 166.4 }, '163 ± 3'],
    ['a low bound near 0', { median: 280, low: 10, high: 550 }, '280 (10 to 550)'],
    ['a low bound that its digits would make 0', { median: 32, low: 0.4, high: 75 }, '32 (0.4 to 75)'],
    ['no width on one side', { median: 100, low: 100, high: 100.4 }, '100.0 (100.0 to 100.4)'],
  ])('writes ± only of equal sides: %s', (_name, figure, shown) => {
    expect(showFigure(figure)).toBe(shown);
  });

  it('never writes ± of sides that differ, nor of half the figure or more, and no bound of 0', () => {
    const part = fc.double({ min: 0, max: 0.999, noNaN: true });
    const positive = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(positive, part, fc.double({ min: 0, max: 9, noNaN: true }), (median, down, up) => {
        const figure = { median, low: median * (1 - down), high: median * (1 + up) };
        const text = showFigure(figure);
        const [middle, spread] = text.split(' ± ').map(Number);
        if (middle !== undefined && spread !== undefined) {
          const digit = 10 ** -placesFor(figure);
          expect(Math.abs(median - figure.low - spread)).toBeLessThanOrEqual(1.000001 * digit);
          expect(Math.abs(figure.high - median - spread)).toBeLessThanOrEqual(1.000001 * digit);
          expect(middle - spread).toBeGreaterThan(0);
        } else if (text.includes('to')) expect(Number(/\(([\d.]+) to/.exec(text)?.[1])).toBeGreaterThan(0);
      }),
    );
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
