/** A score by hand, and its laws. */
import fc from 'fast-check';
import { geometricMean } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { scoreOf, type Part } from './score';

const exact = (ratio: number) => ({ median: ratio, low: ratio, high: ratio });
const halves = (...ratios: [number, number]): Part[] => ratios.map((ratio) => ({ ratio: exact(ratio), weight: 0.5 }));
const positive = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
/** Weights from shares. */
const parts = fc
  .array(
    fc.tuple(positive, fc.double({ min: 1, max: 1.5, noNaN: true }), fc.double({ min: 0.1, max: 1, noNaN: true })),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((all): Part[] => {
    const total = all.reduce((sum, [, , share]) => sum + share, 0);
    return all.map(([median, width, share]) => ({
      ratio: { median, low: median / width, high: median * width },
      weight: share / total,
    }));
  });

describe('a score', () => {
  it('is exactly 1000 where all is as the reference', () => {
    expect(scoreOf(halves(1, 1))).toEqual({ median: 1000, low: 1000, high: 1000 });
    fc.assert(
      fc.property(parts, (all) => {
        const { median, low, high } = scoreOf(all.map(({ weight }) => ({ weight, ratio: exact(1) })));
        expect([median, low, high]).toEqual([1000, 1000, 1000]);
      }),
    );
  });

  it('is 1000 times simple-statistics’ geometric mean where weights are equal', () => {
    expect(scoreOf(halves(2, 8)).median).toBeCloseTo(4000, 9);
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        expect(scoreOf(halves(a, b)).median / (1000 * geometricMean([a, b]))).toBeCloseTo(1, 9);
      }),
    );
  });

  it('has an interval that holds it, whose parts add as a hypotenuse', () => {
    const wide = (weight: number): Part => ({ ratio: { median: 1, low: Math.exp(-0.1), high: Math.exp(0.1) }, weight });
    expect(Math.log(scoreOf([wide(0.6), wide(0.4)]).high / 1000)).toBeCloseTo(Math.hypot(0.06, 0.04), 12);
    fc.assert(
      fc.property(parts, (all) => {
        const { median, low, high } = scoreOf(all);
        expect(low).toBeLessThanOrEqual(median);
        expect(high).toBeGreaterThanOrEqual(median);
      }),
    );
  });

  it('grows with each of its parts', () => {
    fc.assert(
      fc.property(parts, fc.double({ min: 1.001, max: 10, noNaN: true }), fc.nat(), (all, factor, which) => {
        const faster = all.map(({ ratio, weight }, i) =>
          i === which % all.length ? { weight, ratio: times(ratio, factor) } : { ratio, weight },
        );
        expect(scoreOf(faster).median).toBeGreaterThan(scoreOf(all).median);
      }),
    );
  });

  it('of a machine faster by a factor in everything is higher by that factor', () => {
    fc.assert(
      fc.property(parts, fc.double({ min: 0.01, max: 100, noNaN: true }), (all, factor) => {
        const scaled = scoreOf(all.map(({ ratio, weight }) => ({ weight, ratio: times(ratio, factor) })));
        const plain = scoreOf(all);
        expect(scaled.median / (plain.median * factor)).toBeCloseTo(1, 9);
        expect(scaled.low / (plain.low * factor)).toBeCloseTo(1, 9);
        expect(scaled.high / (plain.high * factor)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('has weights that add up to 1', () => {
    expect(() => scoreOf([{ ratio: exact(1), weight: 0.5 }])).toThrow(RangeError);
    expect(() => scoreOf([])).toThrow(RangeError);
  });
});

function times({ median, low, high }: Part['ratio'], factor: number): Part['ratio'] {
  return { median: median * factor, low: low * factor, high: high * factor };
}
