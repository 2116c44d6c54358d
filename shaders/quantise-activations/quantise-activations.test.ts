/** Tests of quantise-activations on Dawn, with random data, outliers, odd sizes and poisoned outputs; and of its reference. */
import { describe, expect, it } from 'vitest';
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';
import { avoidTies, exactLevels, quantiseReference } from './reference';

describeKernel(kernel, [
  { what: 'when levels are cut off instead of rounded', from: 'round(activation', to: '(activation' },
  { what: 'when a quad is left out of the largest magnitude', from: 'q < min(8u', to: 'q < min(7u' },
  { what: 'when a quad is left out of the sum', from: 'l2 + l3', to: 'l2' },
  { what: 'when bytes are packed in the wrong order', from: '(bytes.y << 8u)', to: '(bytes.y << 16u)' },
  { what: 'when the scale is taken to 128 levels', from: '1.0 / 127.0', to: '1.0 / 128.0' },
  { what: 'when the scales lack the root mean square', from: 'rounded.scale * factor', to: 'rounded.scale' },
]);

describe('the reference of rounded activations', () => {
  it('gives the largest magnitude of a block the level 127, with its sign', () => {
    const values = new Float32Array(64);
    values.set([1, -4, 2], 0);
    values.set([0.5], 40);
    const { levels, scales } = quantiseReference(values);
    expect([...levels.subarray(0, 4)]).toEqual([32, -127, 64, 0]);
    expect(levels[40]).toBe(127);
    expect([...scales]).toEqual([4 / 127, 0.5 / 127]);
  });

  it('moves a value off the middle between two levels, and leaves others alone', () => {
    const values = new Float32Array(32);
    values.set([127, 2.5, 3], 0);
    avoidTies(values, null);
    expect(values[0]).toBe(127);
    expect(values[2]).toBe(3);
    expect(exactLevels(values)[1]).toBeCloseTo(2.495, 3);
  });
});
