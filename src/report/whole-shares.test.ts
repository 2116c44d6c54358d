/** Shares that a person adds up: what is shown makes the whole, however it is rounded and however many stand as "others". */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { waterfall } from '../../test/fixtures/waterfall';
import type { Waterfall } from './schema';
import { waterfallSection } from './parts/waterfalls';
import { result } from '../../test/fixtures/result';
import { waterfallRows } from './waterfall-words';
import { tenthsText, wholeShares } from './whole-shares';

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);

/** Parts whose shares make 1; one of them, as where parts overlap, may be far below zero. */
const parts = fc
  .array(fc.double({ min: 0, max: 1.5, noNaN: true }), { minLength: 1, maxLength: 14 })
  .map((shares) => [...shares, 1 - sum(shares)]);

describe('shares of a whole', () => {
  it('are rounded to tenths that add up to the whole, each by less than one', () => {
    fc.assert(
      fc.property(parts, (shares) => {
        const shown = wholeShares(shares);
        expect(sum(shown)).toBe(1000);
        shown.forEach((one, index) => expect(Math.abs(one - 1000 * (shares[index] ?? 0))).toBeLessThan(1 + 1e-6));
      }),
    );
  });

  it('three thirds make 100 %', () => {
    expect(wholeShares([1 / 3, 1 / 3, 1 / 3]).map(tenthsText)).toEqual(['33.4 %', '33.3 %', '33.3 %']);
    expect(wholeShares([0.6, 0.5, -0.1]).map(tenthsText)).toEqual(['60 %', '50 %', '−10 %']);
  });
});

const IDS = [
  'embedding',
  'norms',
  'qkv',
  'cache',
  'attention',
  'output',
  'gate-up',
  'down',
  'head',
  'choice',
  'launch',
  'encode',
  'submit',
  'answer',
  'since',
] as const;

function profile(shares: readonly number[]): Waterfall {
  const { figures } = waterfall();
  if (figures === null) throw new Error('no figures');
  return waterfall({
    figures: {
      ...figures,
      parts: shares.map((share, index) => ({
        ...{ id: IDS[index] ?? 'since', kind: 'kernel', work: null, reached: null, samples: [] },
        ...{ seconds: share * figures.tokenSeconds, share },
      })),
    },
  });
}

const percents = (text: string): number[] =>
  [...text.matchAll(/(−?)([\d.]+) %/g)].map(([, sign, digits]) => (sign === '' ? 1 : -1) * Number(digits));

describe('a waterfall', () => {
  it('adds up to 100 % in its table, part by part and as a whole', () => {
    fc.assert(
      fc.property(parts, (shares) => {
        const one = profile(shares);
        const rows = waterfallRows(one);
        expect(sum(rows.map(({ tenths }) => tenths))).toBe(1000);
        expect(sum(percents(rows.map(({ shareText }) => shareText).join(' ')))).toBeCloseTo(100, 6);
        const made = result({ waterfalls: [one] });
        expect(waterfallSection(made)).toMatch(/Together +\| +10\.0 ms \| +100 %/);
      }),
      { numRuns: 50 },
    );
  });
});
