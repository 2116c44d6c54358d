/** Rent against own: the closed form of the break-even, and what the published figures make of other terms. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amount, perHour, perKilowattHour, pue, share, watts, years } from '../../foundation/energy-units';
import { band, exactly } from '../../energy/band';
import { loadConstants } from '../../energy/constants';
import { breakEven, businessElectricity, datacentreMarkUps, owningPerHour, ownMarkUps, type Owning } from './markup';
import { markUpSheet } from './markup-words';
import { markUpTable } from './table';

const owning = fc
  .record({
    price: fc.double({ min: 100, max: 1e5, noNaN: true }),
    idle: fc.double({ min: 0, max: 100, noNaN: true }),
    above: fc.double({ min: 0, max: 1000, noNaN: true }),
    electricity: fc.double({ min: 0.01, max: 1, noNaN: true }),
    site: fc.double({ min: 1, max: 2, noNaN: true }),
    space: fc.double({ min: 0, max: 500, noNaN: true }),
  })
  .map(({ price, idle, above, electricity, site, space }): Owning => ({
    price: amount(price),
    idle: watts(idle),
    busy: watts(idle + above),
    electricity: perKilowattHour(electricity),
    site: pue(site),
    space: amount(space),
  }));
const span = fc.double({ min: 1, max: 10, noNaN: true }).map(years);
const rent = fc.double({ min: 0.01, max: 20, noNaN: true }).map(perHour);

describe('break-even', () => {
  it('is where own and rent cost the same; without one, renting is cheaper at any use', () => {
    fc.assert(
      fc.property(owning, span, rent, (own, term, price) => {
        const used = breakEven(own, price, term);
        if (used === null) {
          for (const at of [0.01, 0.5, 1])
            expect(owningPerHour(own, term, share(at))).toBeGreaterThanOrEqual(price * at);
        } else {
          expect(owningPerHour(own, term, used) / (price * used)).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  it('comes earlier the longer a machine is kept', () => {
    fc.assert(
      fc.property(owning, span, rent, (own, term, price) => {
        const short = breakEven(own, price, term);
        if (short === null) return;
        expect(breakEven(own, price, years(2 * term))).toBeLessThan(short);
      }),
    );
  });

  it('owning costs more the higher price, power, PUE and space', () => {
    fc.assert(
      fc.property(owning, span, (own, term) => {
        const cost = owningPerHour(own, term, share(0.5));
        const dearer = { ...own, price: amount(2 * own.price), site: pue(2 * own.site), space: amount(own.space + 1) };
        expect(owningPerHour(dearer, term, share(0.5))).toBeGreaterThan(cost);
      }),
    );
  });

  it('of a 2,000 $ machine over 4 years against 0.5 $ an hour is 13 % with 575 W at 0.1872 $', () => {
    const own: Owning = {
      price: amount(2000),
      busy: watts(575),
      idle: watts(35),
      electricity: perKilowattHour(0.1872),
      site: pue(1),
      space: amount(0),
    };
    const machine = {
      machine: 'rtx-5090',
      name: 'RTX 5090',
      currency: 'USD',
      basis: 'owned',
      source: 'typed in',
    } as const;
    const known = { ...own, busy: exactly(own.busy), idle: exactly(own.idle) };
    const [row] = ownMarkUps(machine, known, perHour(0.5), [4]);
    const standing = 2000 / 35_040 + 0.035 * 0.1872;
    expect(row?.breakEven.central).toBeCloseTo(standing / (0.5 - 0.54 * 0.1872), 12);
    expect(row?.breakEven.low).toBe(row?.breakEven.high);
    expect(() => ownMarkUps(machine, known, perHour(0.5), [0])).toThrow('years is 0');
    expect(() => ownMarkUps(machine, known, perHour(0.5), [Number.NaN])).toThrow('years is NaN');
  });

  it('is a range where power is one, and wider where idle power is not known', () => {
    fc.assert(
      fc.property(owning, span, rent, (own, term, price) => {
        const machine = { machine: 'm', name: 'm', currency: 'USD', basis: '', source: '' } as const;
        const busy = band(watts(own.busy * 0.65), own.busy, watts(own.busy * 1.35));
        const [known] = ownMarkUps(machine, { ...own, busy, idle: exactly(watts(own.idle / 2)) }, price, [term]);
        const [unknown] = ownMarkUps(machine, { ...own, busy, idle: null }, price, [term]);
        for (const row of [known, unknown]) {
          const { low, central, high } = row?.breakEven ?? { low: null, central: null, high: null };
          expect(low ?? Infinity).toBeLessThanOrEqual(central ?? Infinity);
          expect(central ?? Infinity).toBeLessThanOrEqual(high ?? Infinity);
          const { low: least = 0, central: middle = 0, high: most = 0 } = row?.markUp ?? {};
          expect(least).toBeLessThanOrEqual(middle);
          expect(middle).toBeLessThanOrEqual(most);
        }
        expect(unknown?.breakEven.low ?? Infinity).toBeLessThanOrEqual(known?.breakEven.low ?? Infinity);
      }),
    );
  });

  it('reads as a range first, with two digits', () => {
    const row = {
      machine: 'm',
      name: 'M',
      currency: 'USD',
      years: years(4),
      basis: 'b',
      source: 's',
      ...{ ownPerHour: band(perHour(1.234), perHour(1.3), perHour(1.69)), rentPerHour: exactly(perHour(2.9)) },
      markUp: band(0.716, 1.231, 1.35),
    } as const;
    const text = (low: number | null, central: number | null, high: number | null) => {
      const of = (value: number | null) => (value === null ? null : share(value));
      const breakEven = { low: of(low), central: of(central), high: of(high) };
      return markUpSheet([{ ...row, breakEven }]).rows[0] ?? [];
    };
    expect(text(0.4255, 0.448, 0.5828).slice(2, 6)).toEqual([
      '1.2 to 1.7 USD, about 1.3',
      '2.9 USD',
      '72 to 140 %, about 120',
      '43 to 58 % use, about 45 %',
    ]);
    expect(text(0.9, null, null)[5]).toBe('90 % use at best, up to never, about the upper end');
    expect(text(0.9, 0.95, null)[5]).toBe('90 % use at best, up to never, about 95 %');
    expect(text(0.72, 0.72, 0.8)[5]).toBe('72 to 80 % use, about the lower end');
    expect(text(null, null, null)[5]).toBe('never');
  });
});

describe('data centres', () => {
  it('take the published cost at 4 years as it is, and spread it anew over others', async () => {
    const constants = await loadConstants();
    const business = businessElectricity(constants);
    expect(business).toMatchObject({ value: 0.146, source: expect.stringContaining('commercial') });
    const electricity = { price: perKilowattHour(0.146), source: 'EIA' };
    const rows = datacentreMarkUps(constants, electricity, [3, 4, 5]);
    const of = (name: string) => rows.filter((row) => row.name === name);
    expect(of('B200').map(({ years: term }) => term)).toEqual([3, 4, 5]);
    expect(of('B200')[1]).toMatchObject({
      ownPerHour: { low: 1.95, central: 1.95, high: 2.34 },
      rentPerHour: { low: 2.9, high: 2.9 },
    });
    expect(of('B200')[1]?.markUp).toMatchObject({
      low: expect.closeTo(2.9 / 2.34 - 1),
      high: expect.closeTo(2.9 / 1.95 - 1),
    });
    expect(of('B200')[1]?.breakEven).toMatchObject({
      low: expect.closeTo(1.95 / 2.9),
      high: expect.closeTo(2.34 / 2.9),
    });
    const power = 2.17 * 0.146;
    expect(of('B200')[0]?.ownPerHour.central).toBeCloseTo(((1.95 - power) * 4) / 3 + power, 9);
    // Rented at the price of owning: over 3 years owning never pays.
    expect(of('H100').map((row) => row.breakEven.central === null)).toEqual([true, false, false]);
    expect(markUpTable(rows)).toContain('never');
    expect(markUpTable(rows)).toContain('SemiAnalysis');
  });
});
