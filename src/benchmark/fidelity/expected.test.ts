/** How much fidelity a budget holds, at rates that are given. */
import { describe, expect, it } from 'vitest';
import { seconds, type Seconds } from '../../foundation/units';
import { shapeNamed } from '../../model/shapes';
import type { Rates } from '../calibrate';
import { planFidelity, withFp16 } from './expected';

const fable = shapeNamed('Fable');
/** Of a format in f32. */
const ratesOf = (gemv: Seconds, gemm: Seconds, rest: Pick<Rates, 'dispatch' | 'kernel'>): Rates => ({
  ...{ gemv, gemm, float: { gemv, gemm } },
  ...rest,
});
/** Seconds per multiply-accumulate of a fast GPU, and of a processor that imitates one. */
const FAST = ratesOf(seconds(1e-12), seconds(1e-12), { dispatch: seconds(1e-6), kernel: seconds(1e-3) });
const SLOW = ratesOf(seconds(1e-9), seconds(5e-10), { dispatch: seconds(1e-4), kernel: seconds(0.1) });
const plan = (rate: Rates, formats: number, asked: number, budget: number) =>
  planFidelity(
    fable,
    Array.from({ length: formats }, () => rate),
    { windows: asked, tokens: 512 },
    seconds(budget),
  );

describe('the plan of fidelity', () => {
  it('reads every window that was asked for where there is time', () => {
    expect(plan(FAST, 2, 2, 60).windows).toBe(2);
    expect(plan(FAST, 6, 8, 240).windows).toBe(8);
  });

  it('reads fewer on a slow device, and none where a fifth of the budget holds none', () => {
    const windows = [1000, 60, 40, 20, 5].map((budget) => plan(SLOW, 2, 4, budget).windows);
    expect(windows[0]).toBe(4);
    expect(windows).toEqual(windows.toSorted((a, b) => b - a));
    expect(windows.at(-1)).toBe(0);
    expect(plan(SLOW, 2, 4, 5).seconds).toBe(0);
    // What a window takes is said all the same: there may be time for it when its turn comes.
    expect(plan(SLOW, 2, 4, 5).least).toBe(plan(SLOW, 2, 4, 1000).least);
  });

  it('counts on compiling kernels anew: the same device with a driver that kept none reads fewer', () => {
    const cold = { ...SLOW, kernel: seconds(1) };
    expect(plan(cold, 2, 4, 100).windows).toBeLessThan(plan(SLOW, 2, 4, 100).windows);
  });

  it('says what one window takes, below which it is not worth beginning', () => {
    const { least, seconds: all, windows } = plan(SLOW, 2, 4, 1000);
    expect(least).toBeGreaterThan(0);
    expect(least).toBeLessThan(all);
    expect(plan(SLOW, 2, 1, 1000)).toMatchObject({ least, seconds: least, windows: 1 });
    expect(windows).toBe(4);
  });

  it('never takes more than a fifth of the budget', () => {
    for (const budget of [5, 10, 30, 60, 240]) {
      for (const rate of [FAST, SLOW]) expect(plan(rate, 6, 32, budget).seconds).toBeLessThanOrEqual(budget / 5);
    }
  });

  it('always has FP16, once, to hold the others against', () => {
    expect(withFp16(['int4'])).toEqual(['fp16', 'int4']);
    expect(withFp16(['int8', 'fp16'])).toEqual(['fp16', 'int8']);
  });
});
