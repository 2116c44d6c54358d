/** When the work of a roof stops growing, which takes count, and when time is up: on a clock that a fake piece of work moves. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seconds } from '../../foundation/units';
import type { Clock } from '../clock';
import {
  aimFor,
  FAR_TOO_LONG,
  FEWEST,
  MOST_SAMPLES,
  sample,
  SAMPLES,
  sampleAgain,
  type SamplingRule,
} from './sampling';

/** Work that takes `cost(units, run)` seconds; `runs` are the units of each. */
function work(cost: (units: number, run: number) => number) {
  let now = 0;
  const runs: number[] = [];
  const clock: Clock = { now: () => seconds(now) };
  const take = (units: number) => {
    const taken = cost(units, runs.length);
    runs.push(units);
    now += Math.max(0, taken);
    return Promise.resolve(seconds(taken));
  };
  return { clock, take, runs };
}

const RULE: SamplingRule = { first: 1, most: 1e6, aim: seconds(0.01), end: seconds(10) };
const EACH = 1e-5;

describe('the work of a roof', () => {
  it('grows until two takes are long enough and agree, and not far beyond', async () => {
    const { clock, take, runs } = work((units) => units * EACH);
    const { units, taken } = await sample(take, RULE, { clock, signal: null });
    expect(units * EACH).toBeGreaterThanOrEqual(0.01);
    expect(units * EACH).toBeLessThanOrEqual(0.016);
    expect(taken).toEqual(Array.from({ length: SAMPLES }, () => units * EACH));
    for (const [i, next] of runs.slice(1).entries()) expect(next / (runs[i] ?? 0)).toBeLessThanOrEqual(8);
  });

  it('does not count the takes by which it grew: they were the warm-up', async () => {
    const { clock, take, runs } = work((_, run) => (run === 0 ? 5 : 0.02));
    expect((await sample(take, RULE, { clock, signal: null })).taken).toEqual([0.02, 0.02, 0.02, 0.02, 0.02]);
    expect(runs).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('grows by eight where a coarse clock shows no time at all', async () => {
    const { clock, take, runs } = work((units) => (units < 500 ? 0 : 0.0167));
    const { units } = await sample(take, RULE, { clock, signal: null });
    expect(runs.slice(0, 4)).toEqual([1, 8, 64, 512]);
    expect(units).toBe(512);
  });

  it('never grows beyond the most', async () => {
    const { clock, take } = work(() => 1e-6);
    const { units, taken, short } = await sample(take, { ...RULE, most: 100 }, { clock, signal: null });
    expect(units).toBe(100);
    expect(short).toBe(false);
    expect(taken).toHaveLength(SAMPLES);
  });

  it('is known from two takes where the time is up, however slow the device is', async () => {
    const { clock, take, runs } = work(() => 20);
    expect(await sample(take, RULE, { clock, signal: null })).toMatchObject({ taken: [20, 20], short: false });
    expect(runs).toEqual([1, 1]);
  });

  it('is taken three times at least, and at its full length, where only the time is up', async () => {
    const { clock, take } = work((units) => units * EACH);
    const { units, taken } = await sample(take, { ...RULE, end: seconds(0.02) }, { clock, signal: null });
    expect(units * EACH).toBeGreaterThanOrEqual(0.01);
    expect(taken).toHaveLength(FEWEST);
  });

  it('is taken more often where its fastest takes do not agree, and never without end', async () => {
    const noisy = work((_, run) => 0.02 * (1 + (run % 7) / 7));
    expect((await sample(noisy.take, RULE, { clock: noisy.clock, signal: null })).taken.length).toBeGreaterThan(
      SAMPLES,
    );
    const drifting = work((_, run) => 0.1 * 0.8 ** run);
    const { taken } = await sample(
      drifting.take,
      { ...RULE, first: 1, most: 1 },
      { clock: drifting.clock, signal: null },
    );
    expect(taken).toHaveLength(MOST_SAMPLES);
  });

  it('leaves out takes that took no time, counts them, and gives up after five', async () => {
    const rule = { ...RULE, most: 1 };
    const some = work((_, run) => (run === 3 ? -0.001 : 0.02));
    expect(await sample(some.take, rule, { clock: some.clock, signal: null })).toMatchObject({ leftOut: 1 });
    const none = work((_, run) => (run < 2 ? 0.02 : 0));
    expect(await sample(none.take, rule, { clock: none.clock, signal: null })).toMatchObject({ units: 1, leftOut: 5 });
  });

  it('is cancelled between two takes', async () => {
    const controller = new AbortController();
    const { clock, take, runs } = work((_, run) => {
      if (run === 2) controller.abort();
      return 0.02;
    });
    await expect(sample(take, RULE, { clock, signal: controller.signal })).rejects.toMatchObject({ code: 'cancelled' });
    expect(runs).toHaveLength(3);
  });

  it('is taken again at the size that it has, after one take that counts for nothing', async () => {
    const { clock, take, runs } = work((_, run) => (run === 0 ? 3 : 0.02));
    const { taken } = await sampleAgain(take, 700, RULE, { clock, signal: null });
    expect(taken).toEqual([0.02, 0.02, 0.02, 0.02, 0.02]);
    expect(runs).toEqual([700, 700, 700, 700, 700, 700]);
  });
});

describe('a device that something else disturbs', () => {
  const hiccup = fc.record({ at: fc.nat(40), lasts: fc.double({ min: 1e-4, max: 9, noNaN: true }) });

  it('has its work grown to its full length whichever take a hiccup hits, however long it is', async () => {
    await fc.assert(
      fc.asyncProperty(hiccup, fc.double({ min: 1e-7, max: 1e-3, noNaN: true }), async ({ at, lasts }, each) => {
        const { clock, take } = work((units, run) => units * each + (run === at ? lasts : 0));
        const { units, taken, short } = await sample(take, { ...RULE, end: seconds(0.2) }, { clock, signal: null });
        expect(short).toBe(false);
        expect(units * each).toBeGreaterThanOrEqual(0.99 * RULE.aim);
        expect(taken.length).toBeGreaterThanOrEqual(FEWEST);
        expect(Math.min(...taken)).toBeCloseTo(units * each, 9);
      }),
      { numRuns: 300 },
    );
  });

  it('ends, with what it knows and that it is little, where it stalls at every take', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 1 }), async (stalls) => {
        const { clock, take, runs } = work((units, run) => units * EACH + (stalls[run % stalls.length] ?? 0));
        const { taken } = await sample(take, { ...RULE, end: seconds(0.5) }, { clock, signal: null });
        expect(taken.length).toBeGreaterThan(0);
        expect(runs.length).toBeLessThan(80);
      }),
      { numRuns: 100 },
    );
  });

  it('says that the work stayed short where time was up before it had grown', async () => {
    // Stalls hide how short the work is, but not each time.
    const { clock, take } = work((units, run) => units * 1e-9 + (run % 2 === 0 ? 2 : 0));
    expect(await sample(take, { ...RULE, end: seconds(0.5) }, { clock, signal: null })).toMatchObject({ short: true });
  });
});

it('a take is long against the wait for it and a step of the clock, within what a submit may take', () => {
  expect(aimFor(0)).toBe(0.01);
  expect(aimFor(0.001)).toBe(0.025);
  expect(aimFor(0.1)).toBe(0.05);
  expect(aimFor(0, 4e-4)).toBe(0.02);
  expect(FAR_TOO_LONG * aimFor(0)).toBe(0.2);
});
