/** What is expected of a variant, from others at the same site and from the same at others. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { Expectation, expectedSaving, shortfall, type Contrast } from './expect';
import { outcome } from './contest';
import type { SiteOutcome, VariantStatus } from './outcome';

const BASE = 'lanes8 rows4';
const site = (rows: number, format = 'int4', name = 'qkv') => `decode ${name} ${format} ${rows}x576`;

/** A site where the default took a second. */
const tried = (id: string, variants: Readonly<Record<string, number | VariantStatus>>): SiteOutcome => ({
  ...{ id, rows: 1, uses: 1, chosen: BASE, default: BASE, seconds: 1, defaultSeconds: 1, attemptSeconds: 1 },
  remembered: false,
  candidates: [
    outcome(BASE, 'timed', 1),
    ...Object.entries(variants).map(([variant, told]) =>
      typeof told === 'number' ? outcome(variant, 'timed', told) : outcome(variant, told),
    ),
  ],
});

const expecting = (...evidence: readonly SiteOutcome[]) => new Expectation(evidence, [site(960)]);
const at = (id: string, variant: string): Contrast => ({ site: id, variant, reference: BASE });

describe('what is expected', () => {
  it('is no difference, within much, before anything was tried', () => {
    const { mean, deviation } = expecting().ratio(at(site(960), 'lanes8 rows16'));
    expect(mean).toBe(0);
    expect(deviation).toBeGreaterThan(0.2);
  });

  it('is what the variant did elsewhere, the surer the more alike the site is', () => {
    const known = expecting(tried(site(960), { 'lanes8 rows16': 2 }));
    const guesses = [site(960), site(960, 'int8'), site(1536, 'int8', 'output'), site(49_152, 'fp16', 'LM head')].map(
      (id) => known.ratio(at(id, 'lanes8 rows16')),
    );
    const means = guesses.map(({ mean }) => mean);
    const deviations = guesses.map(({ deviation }) => deviation);
    expect(means[0]).toBeCloseTo(Math.log(2), 1);
    expect(means).toEqual(means.toSorted((a, b) => b - a));
    expect(means.at(-1)).toBeGreaterThan(0.05);
    expect(deviations).toEqual(deviations.toSorted((a, b) => a - b));
  });

  it('of an id that nobody tried follows from its parts', () => {
    const known = expecting(
      tried(site(960), { 'lanes8 rows8': 1.3, 'lanes8 rows16': 2, 'lanes8 rows4, unfused': 0.7 }),
      tried(site(576), { 'lanes8 rows8': 1.4, 'lanes8 rows16': 2.2 }),
    );
    expect(known.ratio(at(site(960), 'lanes8 rows32')).mean).toBeGreaterThan(0.2);
    expect(known.ratio(at(site(960), 'lanes8 rows5, unfused')).mean).toBeLessThan(-0.05);
  });

  it('is nothing for the default against itself', () => {
    const { mean, deviation } = expecting(tried(site(960), { 'lanes8 rows16': 2 })).ratio(at(site(576), BASE));
    expect([mean, deviation]).toEqual([0, 0]);
  });

  it('is less likely to run where it was refused elsewhere', () => {
    const known = expecting(
      tried(site(960), { refused: 'failed', wrong: 'wrong', 'lanes8 rows8': 1, left: 'unpromising' }),
    );
    const chance = (variant: string, rows = 960) => known.chance(variant, site(rows));
    expect(['new', 'lanes8 rows8', 'left'].map((variant) => chance(variant))).toEqual([1, 1, 1]);
    expect(chance('refused')).toBeLessThan(1);
    expect(chance('wrong')).toBeLessThan(1);
    expect(chance('refused', 49_152)).toBeLessThan(1);
  });

  it('is not less likely to run for a refusal at a larger site: it may have been too large there', () => {
    const known = expecting(tried(site(49_152, 'int8', 'LM head'), { large: 'failed' }));
    expect(known.chance('large', site(960))).toBe(1);
  });

  it('knows which variants were timed at the very site', () => {
    const known = expecting(tried(site(960), { 'lanes8 rows8': 1, left: 'unpromising', refused: 'failed' }));
    const asked = [
      [site(960), 'lanes8 rows8'],
      [site(576), 'lanes8 rows8'],
      [site(960), 'left'],
      [site(960), 'refused'],
    ] as const;
    expect(asked.map(([id, variant]) => known.isKnown(id, variant))).toEqual([true, false, false, false]);
  });
});

describe('a shortfall', () => {
  it('is what the mean saves where that is sure, and nothing where the mean is above', () => {
    expect(shortfall({ mean: Math.log(0.6), deviation: 0 }, 0.97)).toBeCloseTo(0.37);
    expect(shortfall({ mean: Math.log(1.2), deviation: 0 }, 0.97)).toBe(0);
    expect(shortfall({ mean: Math.log(2), deviation: 0.05 }, 0.97)).toBeLessThan(1e-6);
  });

  it('is the mean over what may be, as a sum over many equally likely cases says', () => {
    const cases = 1000;
    const quantiles = Array.from({ length: cases }, (_, i) => quantile((i + 0.5) / cases));
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: 0.02, max: 0.8, noNaN: true }),
        (mean, deviation) => {
          const sum = quantiles.reduce((all, z) => all + Math.max(0, 0.97 - Math.exp(mean + deviation * z)), 0);
          expect(shortfall({ mean, deviation }, 0.97)).toBeCloseTo(sum / cases, 3);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('an expected saving', () => {
  it('is never nothing: what all others foretell may be wrong of one', () => {
    const hopeless = { mean: Math.log(5), deviation: 0.05 };
    expect(shortfall(hopeless, 0.97)).toBeLessThan(1e-9);
    expect(expectedSaving(hopeless, 0.97)).toBeGreaterThan(0.001);
  });
});

/** Of the normal distribution, by bisection of a sum: slow, and not the formula that is tested. */
function quantile(share: number): number {
  let [low, high] = [-6, 6];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (belowBySum(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function belowBySum(z: number): number {
  const steps = 200;
  const width = (z + 8) / steps;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    const x = -8 + (i + 0.5) * width;
    sum += (width * Math.exp(-(x * x) / 2)) / Math.sqrt(2 * Math.PI);
  }
  return sum;
}
