/** The cheapest hours of a day, and what a person may paste as one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokamarkError } from '../../foundation/errors';
import { cheapestHours } from './cheapest';
import { dayPrices } from './profile';

const price = fc.double({ min: -0.5, max: 2, noNaN: true });
const day = fc.array(price, { minLength: 24, maxLength: 24 });
const length = fc.double({ min: 0.1, max: 24, noNaN: true });

describe('the cheapest hours', () => {
  it('cost no more than any other start, and pausing costs no more than that', () => {
    fc.assert(
      fc.property(day, length, fc.integer({ min: 0, max: 23 }), (prices, hours, start) => {
        const { cheapest, dearest, pausing } = cheapestHours(prices, hours);
        const whole = Math.ceil(hours);
        const other = Array.from(
          { length: whole },
          (_, i) => (prices[(start + i) % 24] ?? NaN) * Math.min(1, hours - i),
        ).reduce((sum, one) => sum + one, 0);
        expect(cheapest.price).toBeLessThanOrEqual(other / hours + 1e-9);
        expect(dearest.price).toBeGreaterThanOrEqual(other / hours - 1e-9);
        expect(pausing.price).toBeLessThanOrEqual(cheapest.price + 1e-9);
        expect(pausing.hours).toHaveLength(whole);
      }),
    );
  });

  it('move with the day', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          Array.from({ length: 24 }, (_, i) => i),
          { minLength: 24 },
        ),
        length,
        fc.integer({ min: 0, max: 23 }),
        (prices, hours, by) => {
          const moved = prices.map((_, hour) => prices[(hour + by) % 24] ?? NaN);
          expect(cheapestHours(moved, hours).cheapest.price).toBeCloseTo(
            cheapestHours(prices, hours).cheapest.price,
            9,
          );
        },
      ),
    );
  });

  it('go over midnight', () => {
    const prices = Array.from({ length: 24 }, (_, hour) => (hour >= 23 || hour < 2 ? 0.1 : 0.4));
    expect(cheapestHours(prices, 3).cheapest).toEqual({ start: 23, price: expect.closeTo(0.1, 9) });
  });
});

describe('a day of prices', () => {
  it('is read as it was written, whatever stands between the numbers', () => {
    const between = fc.constantFrom(' ', '\n', '\t', '; ', '\r\n');
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1999, max: 1999 }), { minLength: 24, maxLength: 24 }),
        between,
        (all, gap) => {
          const prices = all.map((one) => one / 1000);
          const written = prices.map((one) => one.toFixed(3));
          expect(dayPrices(written.join(gap))).toEqual(prices);
          if (gap !== '; ') expect(dayPrices(written.map((one) => one.replace('.', ',')).join(gap))).toEqual(prices);
        },
      ),
    );
  });

  it('may be a table with hours, or of quarters of an hour', () => {
    const table = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00\t0.${10 + hour}`).join(
      '\n',
    );
    expect(dayPrices(table)[3]).toBeCloseTo(0.13, 9);
    const quarters = Array.from({ length: 96 }, (_, i) => (i % 4) / 10).join(' ');
    expect(dayPrices(quarters)[7]).toBeCloseTo(0.15, 9);
  });

  it('is refused with what to do, whatever else it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 200 }), fc.constant('1e9 '.repeat(24)), fc.constant('a'.repeat(20_000))),
        (text) => {
          try {
            const prices = dayPrices(text);
            expect(prices).toHaveLength(24);
            expect(prices.every(Number.isFinite)).toBe(true);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(TokamarkError);
            expect(String(thrown)).toContain('no day of prices');
          }
        },
      ),
    );
    expect(() => dayPrices('1 2 3')).toThrow('There are 3 numbers in it.');
    expect(() => dayPrices('1000 '.repeat(24))).toThrow('1000 is no price');
  });

  it('is not taken for one of kilowatt-hours where it is of megawatt-hours, or of cents', () => {
    for (const price of ['85.4', '-30', '28', '2.5']) {
      expect(() => dayPrices(`${price} `.repeat(24))).toThrow('these look like prices of a megawatt-hour, or cents');
    }
    // An hour may be as dear as it likes.
    expect(dayPrices(`9.5 ${'0.3 '.repeat(23)}`)[0]).toBe(9.5);
  });
});
