/** Samples that resemble their neighbours: Bartels' numbers, and in simulated runs how often the interval holds the truth. Seeded. */
import fc from 'fast-check';
import { mean } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { uniform } from '../foundation/random';
import { isCorrelated, neighbourCorrelation, stretch, widenedByCorrelation } from './correlation';
import { driftOf, isDrift } from './drift';
import { figureOf, figuresOf } from './figure';
import { correlated, normal, SHAPES } from './fixtures/distributions';
import type { Interval } from './interval';
import { summarise } from './spread';
import { widenedByTrend } from './trend';

describe('the correlation of neighbours', () => {
  it('is Bartels’ ratio of ranks', () => {
    // Ranks 1 to 4 in order: three steps of 1 over a sum of squares of 5, 1 - 3 / 5 / 2. To and fro: 9 + 4 + 9 over 5.
    expect(neighbourCorrelation([10, 20, 30, 40])).toBeCloseTo(0.7, 12);
    expect(neighbourCorrelation([10, 40, 20, 30])).toBeCloseTo(1 - 14 / 10, 12);
    // Equal samples share the mean of their ranks: 1.5, 1.5, 3.
    expect(neighbourCorrelation([5, 5, 9])).toBeCloseTo(1 - 2.25 / 1.5 / 2, 12);
    expect(neighbourCorrelation([5, 5, 5])).toBe(0);
  });

  it('is 0 in the mean of independent samples, and varies as Bartels says', () => {
    const random = uniform(3);
    for (const [n, deviation] of [
      [5, 0.363],
      [10, 0.291],
      [20, 0.213],
    ] as const) {
      const seen = Array.from({ length: 4000 }, () =>
        neighbourCorrelation(Array.from({ length: n }, () => normal(random))),
      );
      expect(Math.abs(mean(seen))).toBeLessThan(0.02);
      expect(Math.sqrt(mean(seen.map((one) => one ** 2)))).toBeCloseTo(deviation, 2);
    }
  });

  it('widens by nothing where it may be chance, by more the clearer it is, and never beyond 2.4 times', () => {
    expect(stretch(-0.4, 0.3, 10)).toBe(1);
    expect(stretch(0.15, 0.3, 10)).toBe(1);
    expect(stretch(0.3, 0.3, 10)).toBeGreaterThan(1.2);
    expect(stretch(0.3, 0.1, 10)).toBeGreaterThan(stretch(0.3, 0.3, 10));
    expect(stretch(0.6, 0.3, 10)).toBeGreaterThan(stretch(0.3, 0.3, 10));
    expect(stretch(0.99, 0.3, 10)).toBe(2.4);
  });
});

describe('an interval that is widened by the correlation', () => {
  const rising = Array.from({ length: 10 }, (_, i) => 100 + i + (i % 2));

  it('keeps its median, stays above 0, and is the same in another unit', () => {
    const samples = fc.array(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(fc.array(samples, { minLength: 1, maxLength: 4 }), (series) => {
        const doubled = figuresOf(series.map((one) => one.map((sample) => 2 * sample)));
        for (const [i, { median, low, high }] of figuresOf(series).entries()) {
          const plain = summarise(series[i] ?? []);
          expect(median).toBe(plain.median);
          expect(low).toBeGreaterThan(0);
          expect(low).toBeLessThanOrEqual(plain.low);
          expect(high).toBeGreaterThanOrEqual(plain.high);
          expect((doubled[i]?.low ?? NaN) / (2 * low)).toBeCloseTo(1, 9);
          expect((doubled[i]?.high ?? NaN) / (2 * high)).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  it('is itself below ten samples', () => {
    const nine = summarise(rising.slice(0, 9));
    expect(widenedByCorrelation([nine])).toEqual([nine]);
    expect(widenedByCorrelation([summarise(rising)])[0]?.low).toBeLessThan(summarise(rising).low);
    expect(widenedByCorrelation([])).toEqual([]);
  });
});

const TRIALS = 2000;
/** Three standard errors of a share of 90 % among TRIALS. */
const SLACK = 3 * Math.sqrt((0.9 * 0.1) / TRIALS);

/** One test alone, and four that ran interleaved: each with a noise of its own, or nearly all of it in common. */
const RUNS = [
  { name: 'one test', series: 1, own: 1 },
  { name: 'four tests', series: 4, own: 1 },
  { name: 'four tests of one noise', series: 4, own: 0.1 },
] as const;

const widthOf = ({ low, high }: Interval): number => high - low;

/** Of the first test, were samples independent of their neighbours. */
function widthBefore(run: readonly (readonly number[])[]): number {
  const [before] = widenedByTrend(run.map(summarise));
  return before === undefined ? NaN : widthOf(before);
}

function isWarnedOf(run: readonly (readonly number[])[]): boolean {
  const drift = driftOf(run);
  return isCorrelated(run) || (drift !== null && isDrift(drift));
}

describe.each(SHAPES)('ten repetitions of $name noise', ({ of }) => {
  /** Of `series` tests; seen is the first. */
  function simulate({ series, own }: (typeof RUNS)[number], phi: number, trials = TRIALS) {
    const random = uniform(100 * phi + 7);
    const all = Array.from({ length: trials }, () => {
      const shared = correlated(10, phi, random);
      const rest = Math.sqrt(1 - own ** 2);
      const drawn = Array.from({ length: series }, () =>
        correlated(10, phi, random).map((value, i) => of(own * value + rest * (shared[i] ?? NaN))),
      );
      const [figure] = figuresOf(drawn);
      if (figure === undefined) throw new Error('no figure');
      return { drawn, holds: figure.low <= 100 && 100 <= figure.high, width: widthOf(figure) };
    });
    const share = (of: (one: (typeof all)[number]) => boolean) => all.filter(of).length / all.length;
    return {
      held: share(({ holds }) => holds),
      // Each is asked for by one test alone.
      warned: () => share(({ drawn }) => isWarnedOf(drawn)),
      wider: () => mean(all.map(({ width }) => width)) / mean(all.map(({ drawn }) => widthBefore(drawn))),
    };
  }

  it.each(RUNS)('$name: at an autocorrelation of 0.5 the interval holds the median in 90 of 100', (run) => {
    expect(simulate(run, 0.5).held).toBeGreaterThan(0.9 - SLACK / 2);
  });

  it.each(RUNS)('$name: at 0.8 in 80, or half of the runs are warned of', (run) => {
    const { held, warned } = simulate(run, 0.8);
    expect(held).toBeGreaterThan(0.77);
    expect(held > 0.8 || warned() > 0.5).toBe(true);
  });

  it.each(RUNS)('$name: of independent repetitions it is at most a tenth wider, and still holds 95', (run) => {
    const { held, wider } = simulate(run, 0);
    expect(wider()).toBeLessThan(1.1);
    expect(held).toBeGreaterThan(0.95 - SLACK / 2);
    expect(held).toBeLessThan(0.985);
  });
});

describe('a run whose repetitions resemble their neighbours', () => {
  /** Four tests of `n`. */
  const warns = (n: number, phi: number): number => {
    const random = uniform(n);
    const runs = Array.from({ length: 1000 }, () => Array.from({ length: 4 }, () => correlated(n, phi, random)));
    return runs.filter(isCorrelated).length / 1000;
  };

  it('is warned of, and seldom one whose do not', () => {
    for (const n of [5, 7, 10, 20]) expect(warns(n, 0), `${n} repetitions`).toBeLessThan(0.07);
    expect(warns(7, 0.8)).toBeGreaterThan(0.5);
    expect(warns(10, 0.8)).toBeGreaterThan(0.8);
    expect(warns(20, 0.5)).toBeGreaterThan(0.8);
  });

  it('is not looked for in fewer than five, nor where all samples are equal', () => {
    expect(isCorrelated([[1, 2, 3, 4]])).toBe(false);
    expect(isCorrelated([])).toBe(false);
    expect(isCorrelated([[5, 5, 5, 5, 5, 5]])).toBe(false);
  });
});

describe('a figure of samples that were taken alone', () => {
  it('has no trend: it is of their middle', () => {
    const falling = [110, 108, 106, 104, 102];
    expect(figureOf(falling)).toEqual(summarise(falling));
    expect(figuresOf([falling])[0]?.low).toBeLessThan(102);
  });
});
