/** What a guess says of what was seen, of what was not, and how wide it is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uniform } from '../foundation/random';
import { GaussianProcess } from './gaussian-process';

const near = (a: number, b: number): number => Math.exp(-Math.abs(a - b));
const NOISE = 0.01;

/** A normal number, by Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

describe('a guess', () => {
  it('is zero, and as wide as the assumed spread, before anything was seen', () => {
    expect(new GaussianProcess(near).at(3)).toEqual({ mean: 0, deviation: 1 });
  });

  it('is what was seen where it was seen, fades with distance, and widens', () => {
    const process = new GaussianProcess(near);
    process.add(0, 0.8, NOISE);
    const [here, close, far] = [0, 1, 20].map((x) => process.at(x));
    expect(here?.mean).toBeCloseTo(0.8, 3);
    expect(close?.mean).toBeCloseTo(0.8 * Math.exp(-1), 3);
    expect(far?.mean).toBeCloseTo(0, 6);
    expect([here, close, far].map((guess) => guess?.deviation)).toEqual(
      [here, close, far].map((guess) => guess?.deviation).sort((a = 0, b = 0) => a - b),
    );
  });

  it('is the same in whatever order the observations came', () => {
    const seen = fc.uniqueArray(
      fc.record({ x: fc.double({ min: 0, max: 9, noNaN: true }), y: fc.integer({ min: -3, max: 3 }) }),
      {
        selector: ({ x }) => x,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(seen, (observations) => {
        const guesses = [observations, observations.toReversed()].map((order) => {
          const process = new GaussianProcess(near);
          for (const { x, y } of order) process.add(x, y, 0.1);
          return process.at(4.5);
        });
        expect(guesses[0]?.mean).toBeCloseTo(guesses[1]?.mean ?? NaN, 6);
        expect(guesses[0]?.deviation).toBeCloseTo(guesses[1]?.deviation ?? NaN, 6);
      }),
    );
  });

  it('is as wide as it says: the truth lies within two deviations about 95 times in 100', () => {
    const random = uniform(5);
    let within = 0;
    const runs = 1000;
    for (let run = 0; run < runs; run++) {
      // A function with the assumed covariance: each value drawn given the last one (Ornstein and Uhlenbeck).
      const process = new GaussianProcess(near);
      let value = normal(random);
      for (let x = 0; x < 6; x++) {
        process.add(x, value + NOISE * normal(random), NOISE);
        value = Math.exp(-1) * value + Math.sqrt(1 - Math.exp(-2)) * normal(random);
      }
      const { mean, deviation } = process.at(6);
      if (Math.abs(value - mean) < 2 * deviation) within += 1;
    }
    expect(within / runs).toBeGreaterThan(0.92);
    expect(within / runs).toBeLessThan(0.98);
  });

  it('widens where what was seen came as a surprise', () => {
    const [calm, wild] = [0.5, 8].map((scale) => {
      const process = new GaussianProcess(near);
      for (let i = 0; i < 20; i++) process.add(3 * i, i % 2 === 0 ? scale : -scale, NOISE);
      return process.at(100).deviation;
    });
    expect(calm).toBeLessThan(1);
    expect(wild).toBeGreaterThan(4);
  });
});
