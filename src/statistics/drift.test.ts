/** Kendall's test against its published tables, and what it sees in simulated runs. */
import { describe, expect, it } from 'vitest';
import { driftOf, isDrift, kendallS, probabilityOf } from './drift';
import { drawn, normal, shareOf } from './fixtures/distributions';
import { summarise } from './spread';

describe('Kendall’s S', () => {
  it('is the pairs that rise less those that fall', () => {
    expect(kendallS([1, 2, 3, 4, 5])).toBe(10);
    expect(kendallS([2, 1, 3, 3])).toBe(3);
    // A worked example of J. Little, College of the Holy Cross (MannKendallByHand): 72 rise, 18 fall, one pair is equal.
    const series = [12.9, 14.8, 13.2, 15.7, 13.8, 15.6, 12.9, 11, 17.3, 15.9, 19, 18.3, 20.1, 21.7];
    expect(kendallS(series)).toBe(54);
  });

  // Gilbert, Statistical Methods for Environmental Pollution Monitoring, 1987, table A18 (one-sided); Kendall's own table.
  it.each([
    { n: 4, s: 6, chance: 0.042 },
    { n: 5, s: 8, chance: 0.042 },
    { n: 5, s: 10, chance: 0.0083 },
    { n: 8, s: 16, chance: 0.031 },
    { n: 8, s: 20, chance: 0.0071 },
    { n: 9, s: 20, chance: 0.022 },
    { n: 10, s: 21, chance: 0.036 },
    { n: 10, s: 25, chance: 0.014 },
  ])('of $n samples is at least $s with a chance of $chance', ({ n, s, chance }) => {
    const oneSided = probabilityOf(s, [n]) / 2;
    expect(Math.abs(oneSided - chance)).toBeLessThan(0.0006);
    expect(probabilityOf(-s, [n])).toBe(probabilityOf(s, [n]));
  });

  it('of two series is that of each pair of their values', () => {
    // Of three samples S is 3, 1, 1, -1, -1, -3 with equal chance: 6 of both together has the chance 1/36, and -6 too.
    expect(probabilityOf(6, [3, 3])).toBeCloseTo(2 / 36, 12);
    expect(probabilityOf(0, [3, 3])).toBe(1);
  });

  it('of many samples is normal, and the exact distribution runs into it', () => {
    // The variance is n (n - 1) (2 n + 5) / 18, and 1.96 standard deviations leave 5 % outside.
    const deviation = Math.sqrt((41 * 40 * 87) / 18);
    expect(probabilityOf(1 + 1.95996 * deviation, [41])).toBeCloseTo(0.05, 5);
    expect(Math.abs(probabilityOf(180, [40]) - probabilityOf(180 * 1.037, [41]))).toBeLessThan(0.002);
  });
});

describe('a drift', () => {
  it('has a change from first to last sample', () => {
    const series = Array.from({ length: 6 }, (_, i) => 100 * 0.99 ** i);
    expect(driftOf([series])?.change).toBeCloseTo(0.99 ** 5 - 1, 12);
    expect(driftOf([series, series.map((value) => value * 7)])?.change).toBeCloseTo(0.99 ** 5 - 1, 12);
  });

  it('is not looked for in fewer than three samples', () => {
    expect(driftOf([[1, 2], []])).toBeNull();
    expect(driftOf([])).toBeNull();
  });
});

describe('a simulated run of four series of five', () => {
  /** From first to last repetition the truth falls by `drift` standard deviations of the noise. */
  const seriesWith = (drift: number, random: () => number): number[][] =>
    Array.from({ length: 4 }, () => drawn(5, normal, random).map((noise, i) => 1000 + noise - drift * (i / 4 - 0.5)));
  const warns = (drift: number) =>
    shareOf(1500, 7, (random) => {
      const found = driftOf(seriesWith(drift, random));
      return found !== null && isDrift(found);
    });
  const covers = (drift: number, truth: number) =>
    shareOf(1500, 7, (random) => {
      const [samples = []] = seriesWith(drift, random);
      const { low, high } = summarise(samples);
      return low <= truth && truth <= high;
    });

  it('seldom warns of a drift that is not there', () => {
    expect(warns(0)).toBeLessThan(0.035);
  });

  it('warns of one of three standard deviations, where the interval no longer holds the speed at the end', () => {
    expect(covers(3, 1000 - 1.5)).toBeLessThan(0.8);
    expect(warns(3)).toBeGreaterThan(0.88);
    expect(warns(4)).toBeGreaterThan(0.97);
  });

  it.each([1, 2, 3, 6])('holds the speed of the middle of the run whatever the drift (%d deviations)', (drift) => {
    expect(covers(drift, 1000)).toBeGreaterThan(0.93);
  });
});
