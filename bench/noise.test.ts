/** Seeded noise: what it must be so that no engine meets an infinity or a denormal. */
import { expect, test } from 'vitest';
import { noise, noiseF16, noiseF32 } from './noise';

test('the same seed gives the same numbers, another seed others', () => {
  expect(noise(100, 3)).toEqual(noise(100, 3));
  expect(noise(100, 3)).not.toEqual(noise(100, 4));
});

test('halves are finite, small and no denormals', () => {
  const exponents = new Set(Array.from(noiseF16(100_000, 5), (bits) => (bits >>> 10) & 31));
  expect([...exponents].sort()).toEqual([8, 9]);
});

test('floats are within a thirty-second of zero, on both sides', () => {
  const values = noiseF32(100_000, 6);
  expect(values.every((value) => Math.abs(value) <= 1 / 32)).toBe(true);
  expect(values.some((value) => value > 0) && values.some((value) => value < 0)).toBe(true);
});

test('an odd length is filled to its end', () => {
  expect(
    noise(70_001, 7)
      .subarray(-1000)
      .some((value) => value !== 0),
  ).toBe(true);
});
