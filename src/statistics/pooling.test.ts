/** Pooled runs, against metafor's published figures and in simulation. */
import { mean, sampleStandardDeviation } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { drawn, normal, shareOf } from './fixtures/distributions';
import { betweenVariance, poolRuns, randomEffects, widened } from './pooling';
import { summarise } from './spread';

// Thirteen trials of the BCG vaccine (Colditz et al., JAMA 271, 1994), log risk ratio and its variance, as R's metafor has them.
const BCG = [
  [-0.8893, 0.3256],
  [-1.5854, 0.1946],
  [-1.3481, 0.4154],
  [-1.4416, 0.02],
  [-0.2175, 0.0512],
  [-0.7861, 0.0069],
  [-1.6209, 0.223],
  [0.012, 0.004],
  [-0.4694, 0.0564],
  [-1.3713, 0.073],
  [-0.3394, 0.0124],
  [0.4459, 0.5325],
  [-0.0173, 0.0714],
] as const;

describe('random effects', () => {
  const values = BCG.map(([value]) => value);
  const variances = BCG.map(([, variance]) => variance);

  // metafor's test "results match (RE model w/ DL estimator, measure='RR')": -0.7141, from -1.0644 to -0.3638.
  it('are metafor’s, by DerSimonian and Laird', () => {
    const between = betweenVariance(values, variances);
    expect(between).toBeCloseTo(0.3088, 2);
    const { estimate, plainError } = randomEffects(values, variances, between);
    expect(estimate).toBeCloseTo(-0.7141, 3);
    expect(estimate - 1.96 * plainError).toBeCloseTo(-1.0644, 2);
    expect(estimate + 1.96 * plainError).toBeCloseTo(-0.3638, 2);
  });

  it('without any between runs weigh by variance alone', () => {
    expect(betweenVariance([1, 1.1, 0.9], [1, 1, 1])).toBe(0);
    // metafor's test "results match (EE model, measure='RR')" gives -0.4303.
    expect(randomEffects(values, variances, 0).estimate).toBeCloseTo(-0.4303, 2);
  });
});

describe('pooled runs', () => {
  const exact = (median: number) => ({ median, low: median, high: median });

  it('of exact medians are Student’s t interval of their logarithms', () => {
    const medians = [100, 104, 98, 103, 101];
    const logs = medians.map(Math.log);
    const reach = (2.776 * sampleStandardDeviation(logs)) / Math.sqrt(5);
    const pooled = poolRuns(medians.map(exact));
    expect(pooled.median).toBeCloseTo(Math.exp(mean(logs)), 9);
    expect(pooled.low).toBeCloseTo(Math.exp(mean(logs) - reach), 5);
    expect(pooled.high).toBeCloseTo(Math.exp(mean(logs) + reach), 5);
    expect(pooled.between).toBeCloseTo(sampleStandardDeviation(logs), 6);
  });

  it('are at least two', () => {
    expect(() => poolRuns([exact(1)])).toThrow(RangeError);
  });

  it('leave one run’s interval as it is where they agree, and widen it where they do not', () => {
    const run = { median: 100, low: 99, high: 101 };
    const agreeing = poolRuns([run, { median: 100.1, low: 99.1, high: 101.1 }]);
    expect(agreeing.between).toBe(0);
    expect(widened(run, agreeing).low).toBeCloseTo(99, 9);
    const apart = poolRuns([90, 100, 110, 95, 105].map((median) => ({ median, low: median - 1, high: median + 1 })));
    expect(apart.between).toBeGreaterThan(apart.within);
    const { low, high } = widened(run, apart);
    expect(low).toBeLessThan(90);
    expect(high).toBeGreaterThan(110);
  });
});

describe('five simulated runs of five repetitions', () => {
  /** Each run has a speed of its own around 100; `within` and `between` are standard deviations as shares. */
  const runs = (within: number, between: number, random: () => number) =>
    Array.from({ length: 5 }, () => {
      const speed = 100 * Math.exp(between * normal(random));
      return summarise(drawn(5, (stream) => speed * Math.exp(within * normal(stream)), random));
    });

  it.each([
    [0.01, 0],
    [0.01, 0.01],
    [0.01, 0.05],
    [0.002, 0.05],
  ])('hold the speed of all runs in 93 %% or more, with %d within and %d between', (within, between) => {
    const covered = shareOf(2000, 5, (random) => {
      const { low, high } = poolRuns(runs(within, between, random));
      return low <= 100 && 100 <= high;
    });
    expect(covered).toBeGreaterThan(0.93);
  });

  it('show that one run’s own interval does not hold it where runs differ, and its widened one does', () => {
    const share = (wide: boolean) =>
      shareOf(2000, 6, (random) => {
        const all = runs(0.01, 0.05, random);
        const [first] = all;
        if (first === undefined) return false;
        const { low, high } = wide ? widened(first, poolRuns(all)) : first;
        return low <= 100 && 100 <= high;
      });
    expect(share(false)).toBeLessThan(0.3);
    expect(share(true)).toBeGreaterThan(0.93);
  });
});
