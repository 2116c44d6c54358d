/** The interval of a ratio, by hand and by its laws. How often it holds the truth is in coverage.test.ts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interval } from './interval';
import { isTie, ratio } from './ratio';

/** Bounds by factors from the median. */
const around = (median: number, down: number, up: number): Interval => ({
  median,
  low: median / down,
  high: median * up,
});
const interval = fc
  .tuple(
    fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
    fc.double({ min: 1, max: 3, noNaN: true }),
    fc.double({ min: 1, max: 3, noNaN: true }),
  )
  .map(([median, down, up]) => around(median, down, up));

describe('the ratio of two medians', () => {
  // Zou and Donner's formula with logarithmic distances of 3 and 4 hundredths: hypotenuse 5.
  it('has distances that add as the sides of a right triangle do, in logarithms', () => {
    const of = around(200, Math.exp(0.03), Math.exp(0.04));
    const than = around(100, Math.exp(0.03), Math.exp(0.04));
    const { median, low, high } = ratio(of, than);
    expect(median).toBe(2);
    expect(low).toBeCloseTo(2 * Math.exp(-0.05), 12);
    expect(high).toBeCloseTo(2 * Math.exp(0.05), 12);
  });

  it('is exact where both are', () => {
    expect(ratio(around(6, 1, 1), around(3, 1, 1))).toEqual({ median: 2, low: 2, high: 2 });
  });

  it('the other way round is its inverse, with mirrored bounds', () => {
    fc.assert(
      fc.property(interval, interval, (a, b) => {
        const one = ratio(a, b);
        const other = ratio(b, a);
        expect(one.median * other.median).toBeCloseTo(1, 9);
        expect(one.low * other.high).toBeCloseTo(1, 9);
        expect(one.high * other.low).toBeCloseTo(1, 9);
        expect(isTie(one)).toBe(isTie(other));
      }),
    );
  });

  it('lies within the widest ratio of the bounds, and is no narrower than either of the two', () => {
    fc.assert(
      fc.property(interval, interval, (a, b) => {
        const { low, high } = ratio(a, b);
        const rounding = 1 + 1e-9;
        expect(low * rounding).toBeGreaterThanOrEqual(a.low / b.high);
        expect(high).toBeLessThanOrEqual((a.high / b.low) * rounding);
        expect((high / low) * rounding).toBeGreaterThanOrEqual(Math.max(a.high / a.low, b.high / b.low) ** 0.999999);
      }),
    );
  });
});

describe('a tie', () => {
  it('is a ratio whose interval contains 1', () => {
    expect(isTie({ median: 1.02, low: 0.99, high: 1.05 })).toBe(true);
    expect(isTie({ median: 1.02, low: 1.01, high: 1.05 })).toBe(false);
    expect(isTie({ median: 0.98, low: 0.9, high: 0.99 })).toBe(false);
  });
});
