/** A median and its interval, compared with their own laws. */
import fc from 'fast-check';
import { median } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { summarise } from './spread';

describe('any samples', () => {
  const samples = fc.array(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 40 });

  it('have simple-statistics’ median, within bounds that lie between smallest and largest', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const spread = summarise(values);
        expect(spread.median).toBe(median(values));
        expect(spread.low).toBeLessThanOrEqual(spread.median);
        expect(spread.high).toBeGreaterThanOrEqual(spread.median);
        expect(spread.low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(spread.high).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });

  it('have the same figure in another unit', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: -20, max: 20 }), (values, power) => {
        // A power of two scales without rounding.
        const factor = 2 ** power;
        const { median: middle, low, high } = summarise(values);
        expect(summarise(values.map((value) => value * factor))).toMatchObject({
          median: middle * factor,
          low: low * factor,
          high: high * factor,
        });
      }),
    );
  });

  it('are kept in run order, and their figure does not depend on it', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const { samples: kept, ...figure } = summarise(values);
        expect(kept).toEqual(values);
        const { samples: reversed, ...other } = summarise(values.toReversed());
        expect(reversed).toEqual(values.toReversed());
        expect(other).toEqual(figure);
      }),
    );
  });

  it('are not changed', () => {
    const values = Object.freeze([3, 1, 2]);
    expect(summarise(values).median).toBe(2);
  });

  it('are at least one', () => {
    expect(() => summarise([])).toThrow(RangeError);
  });
});
