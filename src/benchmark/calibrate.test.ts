/** What a plan expects of a device, at rates that are given. */
import { describe, expect, it } from 'vitest';
import { seconds, type Seconds } from '../foundation/units';
import { shapeNamed } from '../model/shapes';
import { expectPass, expectSetUp, type Rates } from './calibrate';

/** Of a format in f32. */
const ratesOf = (gemv: Seconds, gemm: Seconds, rest: Pick<Rates, 'dispatch' | 'kernel'>): Rates => ({
  ...{ gemv, gemm, float: { gemv, gemm } },
  ...rest,
});
const SLOW = ratesOf(seconds(1e-9), seconds(5e-10), { dispatch: seconds(1e-4), kernel: seconds(0) });

describe('setting a model up', () => {
  it('takes longer where each kernel has to be compiled than where the driver kept them', () => {
    const fable = shapeNamed('Fable');
    const kept = expectSetUp(fable, SLOW);
    expect(expectSetUp(fable, { ...SLOW, kernel: seconds(1) }) - kept).toBeGreaterThan(6);
    expect(expectSetUp(fable, { ...SLOW, kernel: seconds(1) }, 4) - kept).toBeLessThan(5);
  });

  it('takes longer for a larger model, whatever the compiler takes', () => {
    for (const kernel of [0, 1].map(seconds)) {
      const [small, large] = ['Fable', 'SmolLM2-135M'].map((name) =>
        expectSetUp(shapeNamed(name), { ...SLOW, kernel }),
      );
      expect(large).toBeGreaterThan(small ?? NaN);
    }
  });
});

describe('a pass', () => {
  const config = shapeNamed('SmolLM2-135M');
  /** Integer products at ten times the speed of float ones. */
  const integers: Rates = { ...SLOW, gemv: seconds(SLOW.gemv / 10), gemm: seconds(SLOW.gemm / 10) };
  const pass = (rates: Rates, phase: 'decode' | 'prefill', depth: number, batch: number) =>
    expectPass(config, rates, { phase, depth, tokens: 64, batch });
  const ratio = (phase: 'decode' | 'prefill', depth: number) =>
    pass(SLOW, phase, depth, 1) / pass(integers, phase, depth, 1);

  it('takes a tenth where the linear layers do, but for its dispatches and attention', () => {
    for (const phase of ['decode', 'prefill'] as const) {
      expect(ratio(phase, 0)).toBeGreaterThan(3);
      expect(ratio(phase, 0)).toBeLessThan(10);
    }
  });

  it('of several sequences takes longer than of one, and less than one after the other', () => {
    for (const depth of [0, 2048]) {
      const [one, four] = [1, 4].map((batch) => pass(SLOW, 'decode', depth, batch));
      expect(four).toBeGreaterThan(one ?? NaN);
      expect(four).toBeLessThan(4 * (one ?? NaN));
    }
    // A prompt uses each weight for many tokens already: four of them take four times as long.
    const [one, four] = [1, 4].map((batch) => pass(SLOW, 'prefill', 0, batch));
    expect((four ?? NaN) / (one ?? NaN)).toBeCloseTo(4, 0);
  });

  it('takes what attention takes in f32 where that is most of it', () => {
    for (const phase of ['decode', 'prefill'] as const) expect(ratio(phase, 100_000)).toBeLessThan(1.2);
  });
});
