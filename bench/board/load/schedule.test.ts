import { describe, expect, it } from 'vitest';
import { uniform } from '../../../src/foundation/random';
import { arrivals, steadily } from './schedule';

describe('arrivals', () => {
  const times = arrivals(50, 200, uniform(1));

  it('are as many as the rate says, in order, within the time', () => {
    // Four standard errors of a Poisson number of 10,000.
    expect(Math.abs(times.length - 10_000)).toBeLessThan(400);
    expect(times.every((at, i) => at > (times[i - 1] ?? 0))).toBe(true);
    expect(times.at(-1)).toBeLessThan(200);
  });

  it('are not even: gaps are exponential, so that 37 % of them are longer than the mean', () => {
    const gaps = times.map((at, i) => at - (times[i - 1] ?? 0));
    expect(gaps.filter((gap) => gap > 1 / 50).length / gaps.length).toBeCloseTo(Math.exp(-1), 1);
  });

  it('are the same for the same seed, and steady ones have one step', () => {
    expect(arrivals(5, 10, uniform(3))).toEqual(arrivals(5, 10, uniform(3)));
    expect(steadily(2, 2)).toEqual([0, 0.5, 1, 1.5]);
  });
});
