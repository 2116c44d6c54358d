/** A month of owning, and the rent that would cost the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { energySettingsSchema, type EnergySettings } from '../../energy/fields';
import { prepare } from '../../energy/settings';
import { loadTables } from '../../energy/tables';
import { rentOrOwn, type RentOrOwn } from './rent-or-own';

const { catalogue, constants } = await loadTables();

function asked(over: Partial<EnergySettings> = {}): ReturnType<typeof rentOrOwn> {
  const settings = energySettingsSchema.parse({ device: 'rtx-4090', country: 'US', ...over });
  const prepared = prepare(settings, catalogue, constants);
  return rentOrOwn({ settings, prepared, source: prepared.source });
}

function known(over: Partial<EnergySettings> = {}): RentOrOwn {
  const found = asked(over);
  if ('field' in found) throw new Error(found.why);
  return found;
}

const rents = fc.double({ min: 0.01, max: 20, noNaN: true });
const uses = fc.double({ min: 0.01, max: 1, noNaN: true });

describe('a month of owning', () => {
  it('costs price and idle power without use, and more the more it is used', () => {
    const { byHours } = known();
    expect(byHours).toHaveLength(25);
    expect(byHours[0]?.own.central).toBeGreaterThan(1600 / 48);
    const central = byHours.map(({ own }) => own.central);
    expect(central).toEqual(central.toSorted((a, b) => a - b));
    for (const { own } of byHours) expect(own.low <= own.central && own.central <= own.high).toBe(true);
  });

  it('costs as much as the rent that is called even, at the hours that were chosen', () => {
    fc.assert(
      fc.property(uses, (utilisation) => {
        const { at } = known({ utilisation });
        expect(at.hours).toBeCloseTo(24 * utilisation, 9);
        for (const side of ['low', 'central', 'high'] as const) {
          const rented = (at.evenRent[side] * at.hours * 365) / 12;
          expect(rented / at.own[side]).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  it('is cheaper than renting exactly from the hours that are called even', () => {
    fc.assert(
      fc.property(rents, uses, (rentPerHour, utilisation) => {
        const { at, rent } = known({ rentPerHour, utilisation, payment: 'owned' });
        const even = rent?.evenHours.central ?? null;
        const isOwnCheaper = at.own.central < (rentPerHour * at.hours * 365) / 12;
        if (even === null) expect(isOwnCheaper).toBe(false);
        else if (Math.abs(even - at.hours) > 1e-6) expect(isOwnCheaper).toBe(at.hours > even);
      }),
    );
  });

  it('is not told without a price, or in two currencies', () => {
    expect(asked({ device: 'apple-m3' })).toMatchObject({ field: 'hardwarePrice' });
    expect(asked({ country: 'DE' })).toMatchObject({ field: 'currency' });
    expect(asked({ country: 'FR' })).toMatchObject({ field: 'electricityPrice' });
  });
});
