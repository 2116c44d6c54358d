import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argmax } from './argmax';

describe('the likeliest token', () => {
  it('is the first of the largest in the last row', () => {
    expect(argmax(Float32Array.of(9, 9, 9, -1, -0.5, -0.5), 3)).toBe(1);
  });

  it('is the same by the bits of f16 as by their values', () => {
    const halves = fc.array(
      fc.nat(0xffff).filter((bits) => (bits & 0x7c00) !== 0x7c00),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(halves, (bits) => {
        const values = bits.map(valueOf);
        const found = argmax(Uint16Array.from(bits), bits.length);
        expect(values[found]).toBe(Math.max(...values));
      }),
    );
  });

  it('is not guessed where there are no logits', () => {
    expect(() => argmax(undefined, 3)).toThrow('no logits');
  });
});

/** IEEE 754 binary16; -0 as 0. */
function valueOf(bits: number): number {
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  const magnitude = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return (bits & 0x8000 ? -magnitude : magnitude) + 0;
}
