/** binary16 conversions: every one of the 65,536 values, and rounding against an oracle that searches for the nearest. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromHalf, toHalf } from './half';

const NAN = 0x7c00;
const isNaNHalf = (bits: number) => (bits & 0x7fff) > NAN;

it('gives back the bits of every binary16 that is a number', () => {
  const changed: number[] = [];
  for (let bits = 0; bits < 65_536; bits++) {
    if (!isNaNHalf(bits) && toHalf(fromHalf(bits)) !== bits) changed.push(bits);
  }
  expect(changed).toEqual([]);
});

it('keeps every NaN a NaN', () => {
  for (let bits = NAN + 1; bits < 0x8000; bits++) {
    expect(fromHalf(bits)).toBeNaN();
    expect(fromHalf(toHalf(fromHalf(bits | 0x8000)))).toBeNaN();
  }
});

it.each([
  { value: 1, bits: 0x3c00 },
  { value: -2, bits: 0xc000 },
  { value: 65_504, bits: 0x7bff },
  { value: 2 ** -14, bits: 0x0400 },
  { value: 2 ** -24, bits: 0x0001 },
  { value: 1 / 3, bits: 0x3555 },
  { value: -0, bits: 0x8000 },
  { value: -Infinity, bits: 0xfc00 },
])('$value is $bits, as IEEE 754 says', ({ value, bits }) => {
  expect(toHalf(value)).toBe(bits);
});

/** The finite non-negative binary16 values, rising; bits and index are the same. */
const ALL = Float64Array.from({ length: NAN }, (_, bits) => fromHalf(bits));

/** The nearest binary16 by bisection, the even one of two; what IEEE 754 calls infinity from half a step beyond 65,504. */
function nearest(value: number): number {
  const size = Math.abs(value);
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  let low = 0;
  let high = NAN;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((ALL[middle] ?? Infinity) <= size) low = middle;
    else high = middle;
  }
  const below = size - (ALL[low] ?? NaN);
  const above = (ALL[high] ?? 65_536) - size;
  return sign | (below < above || (below === above && low % 2 === 0) ? low : high);
}

it('rounds every f32 to the nearest, to the even one of two equally near', () => {
  const anywhere = fc.float({ noNaN: true, noDefaultInfinity: true });
  const near = fc.float({ min: Math.fround(-70_000), max: Math.fround(70_000), noNaN: true });
  const small = fc.float({ min: Math.fround(-(2 ** -13)), max: Math.fround(2 ** -13), noNaN: true });
  const between = fc.integer({ min: 0, max: NAN - 1 }).map((bits) => {
    const middle = ((ALL[bits] ?? 0) + (ALL[bits + 1] ?? 65_536)) / 2;
    return Math.fround(middle);
  });
  fc.assert(
    fc.property(fc.oneof(anywhere, near, small, between), (value) => {
      expect(toHalf(value)).toBe(nearest(value));
    }),
    { numRuns: 5000, seed: 1 },
  );
});
