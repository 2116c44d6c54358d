/** The joules of a test come from the readings over its own repetitions, and stand in the result with range, badge and boundary. */
import { describe, expect, it } from 'vitest';
import { entry, result } from '../../../test/fixtures/result';
import type { Power } from '../../report/schema/power';
import { loadTables } from '../tables';
import { energySettingsSchema } from '../fields';
import { energyOf } from '../of-result';
import { badgeOf } from '../provenance';
import { measuredPower } from './of-entry';

/** 100 W while it is timed, and 20 W beside it: repetitions of 2 s that begin every 4 s. */
const BUSY = (at: number): boolean => at % 4 >= 1 && at % 4 <= 3;
const STEP = 0.125;

function power(until = 40, change: Partial<Power['instrument']> = {}): Power {
  const at = Array.from({ length: until / STEP + 1 }, (_, i) => i * STEP);
  return {
    instrument: {
      ...{ name: 'a meter', reads: 'watts', boundary: 'gpu', intervalSeconds: STEP, averagesOver: 0 },
      ...{ accuracy: { share: 0.05, watts: 0 }, notes: ['It sees a board.'] },
      ...change,
    },
    readings: { at, values: at.map((one, i) => (BUSY(one) ? 100 : 20) + (i % 2) / 1000) },
  };
}

const timed = (repetitions = 5) => {
  const base = entry({ format: 'int4', phase: 'decode' });
  const durations = Array.from({ length: repetitions }, (_, i) => ({
    order: i,
    round: i,
    seconds: 2,
    ended: 4 * i + 3,
  }));
  const rate = { median: 50, low: 50, high: 50, samples: durations.map(() => 50) };
  return { ...base, durations, tokensPerSecond: base.tokensPerSecond && { ...base.tokensPerSecond, ...rate } };
};

describe('the power of a test', () => {
  it('is that of its repetitions, and of nothing between them', () => {
    // 200 J and 100 tokens in each.
    expect(measuredPower(timed(), power())).toMatchObject({
      watts: { low: expect.closeTo(95), central: expect.closeTo(100), high: expect.closeTo(105) },
      joulesPerToken: { low: expect.closeTo(1.9), central: expect.closeTo(2), high: expect.closeTo(2.1) },
      ...{ provenance: 'measured', boundary: 'gpu', instrument: 'a meter' },
    });
  });

  it('is told of the repetitions that readings cover', () => {
    expect(measuredPower(timed(), power(12))).toMatchObject({
      notes: expect.arrayContaining([
        expect.stringContaining('over the 3 repetitions'),
        'Of 2 more the energy could not be told.',
      ]),
    });
  });

  it.each([
    ['gave no readings while it was timed', timed(), power(0)],
    ['gives the mean of a longer time than a repetition lasts', timed(), power(40, { averagesOver: 3 })],
    ['only 2 repetitions count, and 3 are needed', timed(2), power()],
    ['is not known', entry({ format: 'int4', phase: 'decode' }), power()],
    ['leave open whether it drew anything', timed(), power(40, { accuracy: { share: 0, watts: 500 } })],
  ])('is not told without reason: %s', (why, of, by) => {
    expect(measuredPower(of, by)).toContain(why);
  });
});

describe('the energy of a result', async () => {
  const tables = await loadTables();
  const energy = (change: Parameters<typeof result>[0], watts: number | null = null) =>
    energyOf(result({ results: [timed()], ...change }), energySettingsSchema.parse({ watts }), {
      ...tables,
      ...{ identity: null, better: null },
    });

  it('is measured where readings cover it, above what was typed in', () => {
    const { rows, unused } = energy({ power: power() }, 300);
    const [row] = rows;
    expect(unused).toContainEqual({ field: 'watts', why: expect.stringContaining('a measurement takes precedence') });
    expect(row).toMatchObject({
      provenance: { kind: 'measured', badge: 'measured · GPU only · idle power included', measuredRange: null },
      joulesPerToken: { central: expect.closeTo(2) },
      powerWatts: { central: expect.closeTo(100) },
      marginalJoulesPerToken: null,
    });
    expect(row?.joulesPerToken.low).toBeLessThan(row?.joulesPerToken.high ?? 0);
  });

  it('says of which tests it was not measured, and why', () => {
    const { reason, rows } = energy({ power: power(0) }, 300);
    expect(rows[0]?.provenance.kind).toBe('typed');
    expect(reason).toMatch(/The power of .* was not measured: a meter gave no readings/);
  });

  it('of a software adapter is the processor’s, and marked', () => {
    const { adapter } = result();
    const software = { adapter: { ...adapter, software: true } };
    expect(energy(software).rows).toEqual([]);
    const { status, rows } = energy({ ...software, power: power(40, { boundary: 'cpu' }) });
    expect(status).toBe('software');
    expect(rows[0]?.provenance.badge).toBe('measured · CPU only, no GPU worked · idle power included');
  });
});

it('a processor with the GPU in it has a badge of its own', () => {
  const badge = badgeOf({ provenance: 'measured', measuredRange: null, boundary: 'package', idle: 'included' });
  expect(badge).toBe('measured · processor package with its GPU · idle power included');
});
