/** How far off nine errors in ten are: the fewer are known, the farther. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nineInTen } from './left-out';

describe('nine errors in ten lie within', () => {
  it('Student’s factor of their root mean square, by their count', () => {
    expect(nineInTen([0.1])).toBeCloseTo(0.6314, 4);
    expect(nineInTen([0.1, -0.1, 0.1])).toBeCloseTo(0.2353, 4);
    expect(nineInTen(Array.from({ length: 1000 }, () => 0.1))).toBeCloseTo(0.1645, 2);
  });

  it('less with each error more that is as large', () => {
    const count = fc.integer({ min: 1, max: 40 });
    const of = (length: number): number => nineInTen(Array.from({ length }, () => 0.1));
    fc.assert(fc.property(count, (length) => of(length + 1) < of(length)));
  });

  it('what many errors from elsewhere say, which a few of its own hardly change, but many or large ones do', () => {
    const known = { count: 72, rootMeanSquare: 0.15 };
    expect(nineInTen([], known)).toBeCloseTo(0.25, 2);
    expect(nineInTen([0.3, 0.2, 0.3], known)).toBeLessThan(0.27);
    expect(nineInTen([1.5, 1.5, 1.5], known)).toBeGreaterThan(0.5);
  });
});
