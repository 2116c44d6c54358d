/** When the work of a roof stops growing, which runs count, and when time is up: on a clock that a fake piece of work moves. */
import { describe, expect, it } from 'vitest';
import { seconds } from '../../foundation/units';
import type { Clock } from '../clock';
import { aimFor, FEWEST, grow, SAMPLES, takeSamples, type SamplingRule, type Take } from './sampling';

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

const measured = async (take: Take, rule: SamplingRule, clock: Clock, signal: AbortSignal | null) =>
  takeSamples(take, await grow(take, rule, signal), rule, clock, signal);

describe('the work of a roof', () => {
  it('grows until it takes long enough, and not far beyond', async () => {
    const { clock, take, runs } = work((units) => units * 1e-5);
    const { units, taken } = await measured(take, RULE, clock, null);
    expect(units * 1e-5).toBeGreaterThanOrEqual(0.01);
    expect(units * 1e-5).toBeLessThanOrEqual(0.016);
    expect(taken).toEqual(Array.from({ length: SAMPLES }, () => units * 1e-5));
    for (const [i, next] of runs.slice(1).entries()) expect(next / (runs[i] ?? 0)).toBeLessThanOrEqual(8);
  });

  it('does not count the run that was long enough first: it was the warm-up', async () => {
    const { clock, take } = work((_, run) => (run === 0 ? 5 : 0.02));
    expect((await measured(take, RULE, clock, null)).taken).toEqual([0.02, 0.02, 0.02, 0.02, 0.02]);
  });

  it('grows by eight where a coarse clock shows no time at all', async () => {
    const { clock, take, runs } = work((units) => (units < 500 ? 0 : 0.0167));
    const { units } = await measured(take, RULE, clock, null);
    expect(runs.slice(0, 4)).toEqual([1, 8, 64, 512]);
    expect(units).toBe(512);
  });

  it('never grows beyond the most', async () => {
    const { clock, take } = work(() => 1e-6);
    const { units, taken } = await measured(take, { ...RULE, most: 100 }, clock, null);
    expect(units).toBe(100);
    expect(taken).toHaveLength(SAMPLES);
  });

  it('stops after one sample where the time is up, however slow the device is', async () => {
    const { clock, take, runs } = work(() => 20);
    expect((await measured(take, RULE, clock, null)).taken).toEqual([20]);
    expect(runs).toEqual([1, 1]);
  });

  it('takes three samples at least, and those of its full length, where only the time is up', async () => {
    const { clock, take } = work((units) => units * 1e-5);
    const { units, taken } = await measured(take, { ...RULE, end: seconds(0) }, clock, null);
    expect(units * 1e-5).toBeGreaterThanOrEqual(0.01);
    expect(taken).toHaveLength(FEWEST);
  });

  it('leaves out samples that took no time, counts them, and gives up after five', async () => {
    const some = work((_, run) => (run === 3 ? -0.001 : 0.02));
    expect(await measured(some.take, RULE, some.clock, null)).toMatchObject({ leftOut: 1 });
    const none = work((_, run) => (run === 0 ? 0.02 : 0));
    expect(await measured(none.take, RULE, none.clock, null)).toEqual({ units: 1, taken: [], leftOut: 5 });
  });

  it('is cancelled between two runs', async () => {
    const controller = new AbortController();
    const { clock, take, runs } = work((_, run) => {
      if (run === 2) controller.abort();
      return 0.02;
    });
    await expect(measured(take, RULE, clock, controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(runs).toHaveLength(3);
  });
});

it('a sample is long against the wait for it, within what a submit may take', () => {
  expect(aimFor(0)).toBe(0.01);
  expect(aimFor(0.001)).toBe(0.025);
  expect(aimFor(0.1)).toBe(0.05);
});
