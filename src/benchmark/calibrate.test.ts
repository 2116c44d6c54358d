/** What a plan expects of a device, at rates that are given. */
import { describe, expect, it } from 'vitest';
import { seconds } from '../foundation/units';
import { shapeNamed } from './plan';
import { expectSetUp } from './calibrate';

const SLOW = { gemv: seconds(1e-9), gemm: seconds(5e-10), dispatch: seconds(1e-4), kernel: seconds(0) };

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
