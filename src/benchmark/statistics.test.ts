/** Median and its interval, held against published values, against simulation, and against their own laws. */
import fc from 'fast-check';
import { median } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { uniform } from '../kernels/random';
import { missChance, orderStatistic, spreadOf } from './statistics';

describe('the interval of a median', () => {
  // Conover, Practical Nonparametric Statistics, table of binomial tails; the same in Hollander and Wolfe.
  it.each([
    { n: 5, k: 1, covers: 0.9375 },
    { n: 6, k: 1, covers: 0.96875 },
    { n: 8, k: 2, covers: 0.9297 },
    { n: 10, k: 2, covers: 0.9785 },
    { n: 12, k: 3, covers: 0.9614 },
    { n: 15, k: 4, covers: 0.9648 },
    { n: 20, k: 6, covers: 0.9586 },
    { n: 25, k: 8, covers: 0.9567 },
  ])('from the $k. smallest to the $k. largest of $n covers it with $covers', ({ n, k, covers }) => {
    expect(1 - missChance(n, k)).toBeCloseTo(covers, 4);
  });

  it('is from smallest to largest of five, and from the second to the ninth of ten', () => {
    expect(spreadOf([3, 1, 5, 4, 2])).toMatchObject({ low: 1, median: 3, high: 5 });
    expect(spreadOf([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])).toMatchObject({ low: 2, median: 5.5, high: 9 });
  });

  it('is the narrowest that misses with at most 7 %', () => {
    for (let n = 5; n <= 60; n++) {
      const k = orderStatistic(n);
      expect(missChance(n, k)).toBeLessThanOrEqual(0.07);
      expect(missChance(n, k + 1)).toBeGreaterThan(0.07);
    }
  });

  it('is from smallest to largest where samples are too few for that', () => {
    expect([1, 2, 3, 4].map(orderStatistic)).toEqual([1, 1, 1, 1]);
    expect(spreadOf([7])).toMatchObject({ low: 7, median: 7, high: 7 });
  });

  it('covers the true median of a skewed distribution as often as it claims', () => {
    const random = uniform(20);
    const trials = 4000;
    for (const n of [5, 10, 21]) {
      let covered = 0;
      for (let trial = 0; trial < trials; trial++) {
        // Exponential: its median is ln 2.
        const { low, high } = spreadOf(Array.from({ length: n }, () => -Math.log(1 - random())));
        if (low <= Math.LN2 && Math.LN2 <= high) covered += 1;
      }
      const claimed = 1 - missChance(n, orderStatistic(n));
      // Four standard deviations of a share of `trials`.
      const slack = 4 * Math.sqrt((claimed * (1 - claimed)) / trials);
      expect(Math.abs(covered / trials - claimed)).toBeLessThan(slack);
    }
  });
});

describe('any samples', () => {
  const samples = fc.array(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 40 });

  it('have simple-statistics’ median, between two of themselves', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const spread = spreadOf(values);
        expect(spread.median).toBe(median(values));
        expect(spread.low).toBeLessThanOrEqual(spread.median);
        expect(spread.high).toBeGreaterThanOrEqual(spread.median);
        expect(values).toContain(spread.low);
        expect(values).toContain(spread.high);
      }),
    );
  });

  it('are kept in run order, and their figure does not depend on it', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const { samples: kept, ...figure } = spreadOf(values);
        expect(kept).toEqual(values);
        const { samples: reversed, ...other } = spreadOf(values.toReversed());
        expect(reversed).toEqual(values.toReversed());
        expect(other).toEqual(figure);
      }),
    );
  });

  it('are not changed', () => {
    const values = Object.freeze([3, 1, 2]);
    expect(spreadOf(values).median).toBe(2);
  });

  it('are at least one', () => {
    expect(() => spreadOf([])).toThrow(RangeError);
  });
});
