/** The small floats against the tables of their specifications: every code of E2M1, the edges of E8M0 and E4M3, and rounding. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponentOf, fromE2m1, fromE4m3, fromE8m0, toE2m1, toE4m3, toE8m0 } from './minifloat';

describe('E2M1', () => {
  // OCP Microscaling Formats v1.0, 5.3.3, Table 5: by code, the sign in the highest of four bits.
  const TABLE = [0, 0.5, 1, 1.5, 2, 3, 4, 6, -0, -0.5, -1, -1.5, -2, -3, -4, -6];

  it('has the sixteen values of the specification', () => {
    expect(TABLE.map((_, code) => fromE2m1(code))).toEqual(TABLE);
  });

  it('gives back the code of every value that it has; zero is positive', () => {
    expect(TABLE.map(toE2m1)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 0, 9, 10, 11, 12, 13, 14, 15]);
  });

  it.each([
    { between: 'two codes', value: 0.25, rounded: 0 },
    { between: 'two codes', value: 0.75, rounded: 1 },
    { between: 'two codes', value: 1.25, rounded: 1 },
    { between: 'two codes', value: 1.75, rounded: 2 },
    { between: 'two codes', value: 2.5, rounded: 2 },
    { between: 'two codes', value: 3.5, rounded: 4 },
    { between: 'two codes', value: 5, rounded: 4 },
    { between: 'a code and its half', value: 5.01, rounded: 6 },
    { between: 'the largest and nothing', value: 7.99, rounded: 6 },
    { between: 'zero and its half', value: -0.2, rounded: 0 },
    { between: 'two codes', value: -2.51, rounded: -3 },
  ])('rounds $value between $between to $rounded', ({ value, rounded }) => {
    expect(fromE2m1(toE2m1(value))).toBe(rounded);
  });
});

describe('E4M3', () => {
  // OCP 8-bit Floating Point v1.0, Table 2.
  it.each([
    { name: 'the largest', bits: 0x7e, value: 448 },
    { name: 'the smallest normal', bits: 0x08, value: 2 ** -6 },
    { name: 'the largest subnormal', bits: 0x07, value: 0.875 * 2 ** -6 },
    { name: 'the smallest subnormal', bits: 0x01, value: 2 ** -9 },
    { name: 'zero', bits: 0x00, value: 0 },
    { name: 'one', bits: 0x38, value: 1 },
    { name: '1.125', bits: 0x39, value: 1.125 },
  ])('$name is $value', ({ bits, value }) => {
    expect(fromE4m3(bits)).toBe(value);
    expect(toE4m3(value)).toBe(bits);
  });

  it('rises from code to code and gives each back', () => {
    for (let bits = 0; bits < 0x7f; bits++) {
      expect(toE4m3(fromE4m3(bits))).toBe(bits);
      if (bits > 0) expect(fromE4m3(bits)).toBeGreaterThan(fromE4m3(bits - 1));
    }
  });

  it('rounds to the nearest, to the even one of two equally near, and to 448 beyond it', () => {
    const all = Array.from({ length: 0x7f }, (_, bits) => fromE4m3(bits));
    const middles = fc.integer({ min: 0, max: 0x7d }).map((bits) => (fromE4m3(bits) + fromE4m3(bits + 1)) / 2);
    fc.assert(
      fc.property(
        fc.oneof(middles, fc.double({ min: 0, max: 600, noNaN: true }), fc.double({ min: 0, max: 0.1 })),
        (v) => {
          const distance = (value: number) => Math.abs(value - Math.min(v, 448));
          const nearest = Math.min(...all.map(distance));
          const bits = toE4m3(v);
          expect(distance(fromE4m3(bits))).toBe(nearest);
          const equallyNear = all.flatMap((value, code) => (distance(value) === nearest ? [code] : []));
          if (equallyNear.length === 2) expect(bits % 2).toBe(0);
        },
      ),
      { numRuns: 1000, seed: 5 },
    );
  });
});

describe('E8M0', () => {
  it.each([
    { bits: 0, value: 2 ** -127 },
    { bits: 127, value: 1 },
    { bits: 128, value: 2 },
    { bits: 254, value: 2 ** 127 },
  ])('$bits is $value', ({ bits, value }) => {
    expect(fromE8m0(bits)).toBe(value);
    expect(toE8m0(Math.log2(value))).toBe(bits);
  });

  it('holds exponents beyond its own at its ends, and never makes the code of NaN', () => {
    expect([toE8m0(-Infinity), toE8m0(-128), toE8m0(128), toE8m0(1023)]).toEqual([0, 0, 254, 254]);
  });
});

it('finds the exponent of every number exactly, also just below a power of two', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1000, max: 1000 }),
      fc.double({ min: 1, max: 2 - Number.EPSILON, noNaN: true }),
      (e, m) => {
        expect(exponentOf(m * 2 ** e)).toBe(e);
      },
    ),
    { seed: 6, examples: [[3, 2 - Number.EPSILON]] },
  );
});
