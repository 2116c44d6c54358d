/** A percentile counts devices, equal ones half. */
import { describe, expect, it } from 'vitest';
import { percentileOf, placeAmong } from './percentile';

const percentile = (own: number, values: readonly number[], better: 'larger' | 'smaller' = 'larger') =>
  percentileOf(placeAmong(own, values, better));

describe('a percentile', () => {
  it('is the mid-rank of a value that is inside', () => {
    expect([1, 2, 3, 4, 5].map((own) => percentile(own, [5, 3, 1, 2, 4]))).toEqual([10, 30, 50, 70, 90]);
  });

  it('is 50 where all are equal', () => {
    expect(percentile(7, [7, 7, 7, 7, 7, 7])).toBe(50);
  });

  it('counts those that are larger where smaller is better', () => {
    expect(percentile(1, [1, 2, 3, 4, 5], 'smaller')).toBe(90);
  });

  it('says of a value that is not inside how many it is better than', () => {
    expect([0, 2.5, 9].map((own) => percentile(own, [1, 2, 3, 4, 5]))).toEqual([0, 40, 100]);
  });

  it('is not given of fewer than five devices', () => {
    expect(percentile(4, [1, 2, 3, 4])).toBeNull();
    expect(percentile(4, [])).toBeNull();
  });
});
