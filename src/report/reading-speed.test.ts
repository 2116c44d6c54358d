/** A speed beside that of reading. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { READING_TOKENS_PER_SECOND, besideReading } from './reading-speed';

const around = (median: number, side = 0.01) => ({ median, low: median * (1 - side), high: median * (1 + side) });

describe('a speed beside that of reading', () => {
  it('is so many times as fast, to two digits', () => {
    // 238 words per minute are 317 tokens per minute.
    expect(READING_TOKENS_PER_SECOND * 60).toBeCloseTo(317.3, 1);
    expect(besideReading(around(63.5))).toBe('about 12 times as fast as reading');
    expect(besideReading(around(8.5))).toBe('about 1.6 times as fast as reading');
    expect(besideReading(around(2000))).toBe('about 380 times as fast as reading');
  });

  it('says where it is slower', () => {
    expect(besideReading(around(2.1))).toBe('slower than reading, at about 40 % of its pace');
  });

  it('claims no difference that its interval does not show', () => {
    expect(besideReading(around(6, 0.5))).toBe('about as fast as reading');
    expect(besideReading({ median: 18, low: 4, high: 32 })).toBe('not clearly faster than reading');
    expect(besideReading({ median: 3, low: 1, high: 8 })).toBe('not clearly slower than reading');
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e6, noNaN: true }), (median) => {
        const wide = { median, low: Math.min(median, 1), high: Math.max(median, 10) };
        expect(besideReading(wide)).toMatch(/^(about as fast as|not clearly (faster|slower) than) reading$/);
      }),
    );
  });
});
