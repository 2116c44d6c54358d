/** The slow end of some rates. */
import { describe, expect, it } from 'vitest';
import { tailOf } from './tail';

describe('the tail of rates', () => {
  it('is the slowest of few', () => {
    expect(tailOf([5, 3, 4, 9, 8])).toEqual({ slowest: 3, p90: null, p99: null });
  });

  it('has what 90 % reach from ten on, and what 99 % reach from a hundred on', () => {
    const upTo = (n: number) => Array.from({ length: n }, (_, i) => n - i);
    expect(tailOf(upTo(9)).p90).toBeNull();
    // R: quantile(1:10, 0.1) is 1.9; quantile(1:100, c(0.1, 0.01)) is 10.9 and 1.99.
    expect(tailOf(upTo(10))).toEqual({ slowest: 1, p90: 1.9, p99: null });
    const { p90, p99 } = tailOf(upTo(100));
    expect(p90).toBeCloseTo(10.9, 12);
    expect(p99).toBeCloseTo(1.99, 12);
  });

  it('needs one', () => {
    expect(() => tailOf([])).toThrow(RangeError);
  });
});
