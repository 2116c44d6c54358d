/** What a cohort's figure claims, and of how few devices it claims nothing. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { summarise } from '../../../../src/statistics/spread';
import { figureOf } from './figure';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('the figure of a cohort', () => {
  it('is nothing without a device', () => {
    expect(figureOf([])).toBeNull();
  });

  it('is a median alone of fewer than five devices', () => {
    expect(figureOf([4])).toEqual({ median: 4, bounds: null, guarded: null, n: 1 });
    expect(figureOf([9, 1, 4, 2])).toEqual({ median: 3, bounds: null, guarded: null, n: 4 });
  });

  it('has the interval of src/statistics from five devices on', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), { minLength: 5, maxLength: 90 }),
        (values) => {
          const { median, low, high } = summarise(values);
          expect(figureOf(values)).toMatchObject({ median, bounds: { low, high }, n: values.length });
        },
      ),
    );
  });
});

describe('the guarded bounds', () => {
  it('are those of four fifths, the lower one without the largest and the upper one without the least', () => {
    const { low } = summarise(upTo(80));
    expect(figureOf(upTo(100))?.guarded).toEqual({ low, high: 101 - low });
  });

  it('lie around what the true devices alone would have, whatever a fifth of them sends', () => {
    const value = fc.double({ min: 0.01, max: 1e6, noNaN: true });
    const crowds = fc.record({
      ...{
        honest: fc.array(value, { minLength: 5, maxLength: 60 }),
        lies: fc.array(value, { minLength: 15, maxLength: 15 }),
      },
    });
    fc.assert(
      fc.property(crowds, ({ honest, lies }) => {
        const forged = [...honest, ...lies.slice(0, Math.floor(honest.length / 4))];
        const [alone, guarded] = [figureOf(honest)?.bounds, figureOf(forged)?.guarded];
        expect(guarded?.low).toBeLessThanOrEqual(alone?.low ?? NaN);
        expect(guarded?.high).toBeGreaterThanOrEqual(alone?.high ?? NaN);
      }),
    );
  });
});
