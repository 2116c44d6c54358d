/** Formats of one result against each other: by the rounds that both counted in, else by their intervals. */
import { describe, expect, it } from 'vitest';
import { entry, result } from '../../test/fixtures/result';
import { ratio } from '../statistics/ratio';
import { formatRatios, ratioBasis, ratioOfFormats } from './format-ratio';
import { interleaved } from './rounds';
import { resultSchema, type ResultEntry } from './schema';
import { withIntervals } from './statistics';

/** A decode with a sample in each of `rounds`; null: it was voided there. */
function ran(format: 'fp16' | 'int8' | 'int4', rates: readonly (number | null)[], first = 0): ResultEntry {
  const timed = rates.flatMap((rate, i) => (rate === null ? [] : [{ rate, round: first + i }]));
  const samples = timed.map(({ rate }) => rate);
  const made = entry({
    format,
    phase: 'decode',
    tokensPerSecond: {
      median: samples.toSorted((a, b) => a - b)[samples.length >> 1] ?? 1,
      low: 1,
      high: 1000,
      samples,
    },
    durations: timed.map(({ rate, round }, order) => ({ order, round, seconds: 64 / rate })),
  });
  return withIntervals([made])[0] ?? made;
}

/** The machine gets twice as slow over the run, and INT4 stays twice as fast as FP16. */
const SLOWING = [100, 93, 85, 78, 71, 66, 61, 57, 53, 50];
const fp16 = ran('fp16', SLOWING);
const int4 = ran(
  'int4',
  SLOWING.map((rate, i) => rate * (2 + (i % 2) / 50)),
);

describe('a ratio of two formats', () => {
  it('is of the rounds in which both counted, so that what the machine did to both cancels', () => {
    const found = ratioOfFormats(int4, fp16, 'tokensPerSecond');
    expect(found).toMatchObject({ method: 'by-round', rounds: 10, enough: true });
    expect(found?.low).toBeGreaterThanOrEqual(2 - 1e-9);
    expect(found?.high).toBeLessThanOrEqual(2.02 + 1e-9);
    if (fp16.tokensPerSecond === null || int4.tokensPerSecond === null) throw new Error('no speed');
    expect(ratio(int4.tokensPerSecond, fp16.tokensPerSecond).low).toBeLessThan(1);
    expect(ratioBasis({ rounds: 10 })).toBe('n = 10 rounds');
  });

  it('leaves out the rounds in which one of the two was voided', () => {
    // Paired by position, each INT4 would meet another round's FP16.
    const gaps = ran(
      'int4',
      SLOWING.map((rate, i) => (i === 1 || i === 4 ? null : 2 * rate)),
    );
    expect(ratioOfFormats(gaps, fp16, 'tokensPerSecond')).toMatchObject({ rounds: 8, median: 2, low: 2, high: 2 });
  });

  it('is of the two intervals where no round is one of both, and says so', () => {
    const later = ran(
      'int4',
      SLOWING.map((rate) => 2 * rate),
      10,
    );
    const found = ratioOfFormats(later, fp16, 'tokensPerSecond');
    expect(found).toMatchObject({ method: 'two-intervals', rounds: null });
    expect(ratioBasis({ rounds: null })).toBe('of two intervals');
    if (fp16.tokensPerSecond === null || later.tokensPerSecond === null) throw new Error('no speed');
    expect(found).toMatchObject(ratio(later.tokensPerSecond, fp16.tokensPerSecond));
  });

  it('is of the two intervals in a result of before rounds were kept', () => {
    const old = entry({ format: 'int4', phase: 'decode' });
    expect(ratioOfFormats(old, entry({ format: 'fp16', phase: 'decode' }), 'tokensPerSecond')).toMatchObject({
      method: 'two-intervals',
    });
  });

  it('is of all repetitions where the rounds that both counted in are few and those are many', () => {
    const half = ran('int4', [null, null, null, null, null, null, 122, 114, 106, 100, 96, 95, 94]);
    expect(ratioOfFormats(half, fp16, 'tokensPerSecond')).toMatchObject({ method: 'two-intervals' });
  });

  it('of fewer than five rounds is not enough to say which is faster', () => {
    const few = ratioOfFormats(ran('int4', [200, 186, 170]), ran('fp16', [100, 93, 85]), 'tokensPerSecond');
    expect(few).toMatchObject({ method: 'by-round', rounds: 3, enough: false });
  });

  it('stands in the result for each format beside FP16, with what it is of', () => {
    const int8 = ran(
      'int8',
      SLOWING.map((rate) => 1.5 * rate),
      10,
    );
    const found = formatRatios([fp16, int8, int4]);
    expect(found.map(({ of, method, rounds }) => [of, method, rounds])).toEqual([
      ['int8', 'two-intervals', null],
      ['int4', 'by-round', 10],
    ]);
    expect(resultSchema.safeParse(result({ formatRatios: found })).success).toBe(true);
  });
});

describe('what ran interleaved', () => {
  it('shares rounds, also by way of a third', () => {
    const early = ran('fp16', [1, 1]);
    const late = ran('int4', [1, 1], 2);
    const between = ran('int8', [1, 1, 1, 1]);
    expect(interleaved([early, late])).toEqual([[early], [late]]);
    expect(interleaved([early, late, between])).toEqual([[early, late, between]]);
    expect(interleaved([])).toEqual([]);
  });
});
