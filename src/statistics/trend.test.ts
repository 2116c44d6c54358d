/** Simulated runs that drift: how often the interval, widened by the trend, holds the speed at which the run ended. Seeded. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { driftOf, isDrift } from './drift';
import { DISTRIBUTIONS, drawn, shareOf } from './fixtures/distributions';
import { figuresOf } from './figure';
import { summarise } from './spread';
import { widenedByTrend } from './trend';

const TRIALS = 800;
/** Three standard errors of a share of 95 % among TRIALS. */
const SLACK = 3 * Math.sqrt((0.95 * 0.05) / TRIALS);

/** In standard deviations from first to last repetition. None at all has a test of its own, of more trials. */
const DRIFTS = [0.5, 1, 1.5, 2, 3, 6];

/** As many formats and tests as a profile has, and repetitions from the fewest to the usual ones. */
const RUNS = [
  [4, 5],
  [4, 10],
  [12, 5],
  [12, 10],
] as const;

describe.each(DISTRIBUTIONS)('a run of $name samples', ({ name, median, draw }) => {
  // Standard deviations by simulation; of the heavy-tailed, which has none, half of the middle 68 %.
  const spread =
    { normal: 2, lognormal: 60, exponential: 1, 'heavy-tailed': 2.6, 'now and then disturbed': 2.2 }[name] ?? NaN;

  /** Whether the first series' interval holds the speed at the end, and the one in the middle. */
  function simulate([series, repetitions]: readonly [number, number], drift: number, random: () => number) {
    const all = Array.from({ length: series }, () =>
      drawn(repetitions, draw, random).map(
        (sample, i) => sample * Math.exp((-drift * spread * (i / (repetitions - 1) - 0.5)) / median),
      ),
    );
    const [first] = figuresOf(all);
    const end = median * Math.exp((-drift * spread) / 2 / median);
    const holds = (value: number) => first !== undefined && first.low <= value && value <= first.high;
    const isWarned = () => {
      const found = driftOf(all);
      return found !== null && isDrift(found);
    };
    return { end: holds(end), middle: holds(median), isWarned };
  }

  it.each(RUNS)('%d series of %d: without a drift the interval holds the median in 93 to 97 of 100', (...run) => {
    const share = shareOf(4 * TRIALS, 11, (random) => simulate(run, 0, random).middle);
    expect(share).toBeGreaterThan(0.93);
    expect(share).toBeLessThan(0.97 + SLACK / 2);
  });

  it.each(RUNS)(
    '%d series of %d: whatever the drift, the interval holds its middle in 93 of 100, and its end, or the drift is warned of',
    (...run) => {
      for (const drift of DRIFTS) {
        let middles = 0;
        const ends = shareOf(TRIALS, 13, (random) => {
          const { end, middle, isWarned } = simulate(run, drift, random);
          if (middle) middles += 1;
          return end || isWarned();
        });
        expect(ends, `${drift} deviations, the end`).toBeGreaterThan(0.93 - SLACK / 2);
        expect(middles / TRIALS, `${drift} deviations, the middle`).toBeGreaterThan(0.93 - SLACK / 2);
      }
    },
  );
});

describe('an interval that is widened by the trend', () => {
  const figure = (samples: readonly number[]) => summarise(samples);

  it('keeps its median and the bound away from which the run drifts', () => {
    const falling = figure([110, 108, 106, 104, 102]);
    const [wide] = widenedByTrend([falling]);
    expect(wide).toMatchObject({ median: 106, high: 110 });
    expect(wide?.low).toBeLessThan(102);
    const rising = figure([102, 104, 106, 108, 110]);
    expect(widenedByTrend([rising])[0]).toMatchObject({ median: 106, low: 102 });
  });

  it('is itself where nothing drifts, or nothing is long enough to say', () => {
    expect(widenedByTrend([figure([5, 5, 5])])).toEqual([figure([5, 5, 5])]);
    expect(widenedByTrend([figure([5, 6])])).toEqual([figure([5, 6])]);
    expect(widenedByTrend([])).toEqual([]);
  });

  it('is never narrower than it was, and the same in another unit', () => {
    const samples = fc.array(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(samples, { minLength: 1, maxLength: 4 }), (series) => {
        const before = series.map(summarise);
        for (const [i, wide] of widenedByTrend(before).entries()) {
          expect(wide.low).toBeLessThanOrEqual(before[i]?.low ?? NaN);
          expect(wide.high).toBeGreaterThanOrEqual(before[i]?.high ?? NaN);
        }
        const doubled = widenedByTrend(series.map((one) => summarise(one.map((sample) => 2 * sample))));
        for (const [i, wide] of widenedByTrend(before).entries()) {
          expect((doubled[i]?.low ?? NaN) / (2 * wide.low)).toBeCloseTo(1, 9);
        }
      }),
    );
  });
});
