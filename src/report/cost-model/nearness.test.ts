/** Values between known ones: near a known one its own, never beyond all of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outside, valueAt } from './nearness';

const place = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 2, maxLength: 2 });
const known = fc.record({ at: place, value: fc.double({ min: 1e-3, max: 1e3, noNaN: true }) });

describe('a value at a place', () => {
  it('lies between the least and the most that is known', () => {
    fc.assert(
      fc.property(place, fc.array(known, { minLength: 1, maxLength: 8 }), (at, all) => {
        const found = valueAt(at, all) ?? NaN;
        const values = all.map(({ value }) => value);
        expect(found).toBeGreaterThanOrEqual(Math.min(...values) * (1 - 1e-9));
        expect(found).toBeLessThanOrEqual(Math.max(...values) * (1 + 1e-9));
      }),
    );
  });

  it('is nearly the known one where there is one, others a factor e away', () => {
    const all = [
      { at: [0, 0], value: 2 },
      { at: [1, 0], value: 8 },
      { at: [0, -1], value: 1 },
    ];
    expect(valueAt([0, 0], all)).toBeCloseTo(2, 1);
    expect(valueAt([1, 0], all)).toBeCloseTo(8, 1);
  });

  it('is not known where nothing is', () => {
    expect(valueAt([0], [])).toBeNull();
  });
});

it('is outside by as much as in the coordinate in which it lies farthest out, and not within', () => {
  const all = [{ at: [0, 0] }, { at: [2, 1] }];
  expect(outside([1, 0.5], all)).toBe(0);
  expect(outside([3, 4], all)).toBe(3);
  expect(outside([-0.5, 0], all)).toBe(0.5);
});
