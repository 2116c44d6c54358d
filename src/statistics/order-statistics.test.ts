/** The interval of a median against binomial tables and against Minitab. */
import { describe, expect, it } from 'vitest';
import { coverage, medianBounds, orderStatistic } from './order-statistics';

describe('a pair of order statistics', () => {
  // Conover, Practical Nonparametric Statistics, table of binomial tails; the same in Hollander and Wolfe.
  it.each([
    { n: 3, k: 1, covers: 0.75 },
    { n: 4, k: 1, covers: 0.875 },
    { n: 5, k: 1, covers: 0.9375 },
    { n: 6, k: 1, covers: 0.96875 },
    { n: 8, k: 2, covers: 0.9297 },
    { n: 10, k: 2, covers: 0.9785 },
    { n: 12, k: 3, covers: 0.9614 },
    { n: 15, k: 4, covers: 0.9648 },
    { n: 20, k: 6, covers: 0.9586 },
    { n: 25, k: 8, covers: 0.9567 },
  ])('from the $k. smallest to the $k. largest of $n covers the median with $covers', ({ n, k, covers }) => {
    expect(coverage(n, k)).toBeCloseTo(covers, 4);
  });

  it('is the narrowest that covers with the level, and smallest to largest where none does', () => {
    expect([1, 2, 3, 4, 5].map((n) => orderStatistic(n))).toEqual([1, 1, 1, 1, 1]);
    for (let n = 6; n <= 60; n++) {
      const k = orderStatistic(n);
      expect(coverage(n, k)).toBeGreaterThanOrEqual(0.95);
      expect(coverage(n, k + 1)).toBeLessThan(0.95);
    }
  });
});

describe('the search for that pair', () => {
  it.each([0.8, 0.95, 0.99])('finds the one that counting up from 1 finds, at a level of %d', (level) => {
    for (let n = 0; n <= 1200; n++) {
      let k = 1;
      while (2 * (k + 1) <= n && coverage(n, k + 1) >= level) k += 1;
      expect(orderStatistic(n, level), `of ${n}`).toBe(k);
    }
  });
});

describe('many samples', () => {
  it('have the binomial’s coverage in its normal form, without a step where that begins', () => {
    // A binomial table's rule for large n: the bounds are about n / 2 ± 0.98 √n.
    expect(orderStatistic(10_000)).toBe(4902);
    for (let k = 220; k <= 245; k++) expect(Math.abs(coverage(500, k) - coverage(501, k + 0.5))).toBeLessThan(1e-3);
    const { low, high } = medianBounds(Array.from({ length: 10_000 }, (_, i) => i));
    expect(low).toBeCloseTo(4901.5, 0);
    expect(high).toBeCloseTo(5097.5, 0);
  });
});

describe('the bounds of a median', () => {
  // Minitab's documentation, 1-Sample Sign, key results, %Chromium (n = 12): the pair (4, 9) is 17.5 to 18.1 at 85.40 %, the
  // pair (3, 10) is 17.4 to 19 at 96.14 %, and its interpolation at 95 % is 17.4263 to 18.7632. Other samples do not enter.
  it('are Minitab’s, interpolated between two pairs', () => {
    const chromium = [17.3, 17.3, 17.4, 17.5, 17.6, 17.6, 17.8, 18, 18.1, 19, 19.5, 19.5];
    expect(coverage(12, 4)).toBeCloseTo(0.854, 4);
    const { low, high } = medianBounds(chromium);
    expect(low).toBeCloseTo(17.4263, 4);
    expect(high).toBeCloseTo(18.7632, 4);
    expect(medianBounds(chromium, coverage(12, 4))).toEqual({ low: 17.5, high: 18.1 });
  });

  it('are smallest and largest of five', () => {
    expect(medianBounds([1, 2, 3, 4, 5])).toEqual({ low: 1, high: 5 });
    expect(medianBounds([7])).toEqual({ low: 7, high: 7 });
  });
});
