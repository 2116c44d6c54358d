/** The rule for outliers, by hand and against simple-statistics. */
import fc from 'fast-check';
import { medianAbsoluteDeviation } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { outliers } from './outliers';

describe('an outlier', () => {
  // Median 102, median absolute deviation 1.
  it('is farther than 14.826 times the median absolute deviation from the median', () => {
    expect(outliers([100, 101, 102, 103, 116])).toEqual([]);
    expect(outliers([100, 117, 102, 101, 103])).toEqual([1]);
    expect(outliers([100, 101, 102, 103, 86])).toEqual([4]);
  });

  it('is not told of among two, where either is as far off as the other', () => {
    expect(outliers([1, 100])).toEqual([]);
    expect(outliers([])).toEqual([]);
  });

  it('among equal samples is one of few neither and one of many', () => {
    expect(outliers([1, 1, 1, 1, 1.01])).toEqual([]);
    expect(outliers([...Array.from({ length: 19 }, () => 1), 1.01])).toEqual([19]);
    expect(outliers([1, 1, 1, 1, 1])).toEqual([]);
  });

  it('is where simple-statistics’ median absolute deviation says so', () => {
    const samples = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(samples, (values) => {
        const deviation = medianAbsoluteDeviation(values);
        fc.pre(deviation > 0);
        const middle = values.toSorted((a, b) => a - b);
        const half = values.length / 2;
        const median = ((middle[Math.ceil(half) - 1] ?? 0) + (middle[Math.floor(half)] ?? 0)) / 2;
        const far = values.flatMap((value, i) => (Math.abs(value - median) / deviation > 14.826 ? [i] : []));
        expect(outliers(values)).toEqual(far);
      }),
    );
  });
});
