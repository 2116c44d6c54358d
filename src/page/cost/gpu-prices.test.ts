/** Whose price is whose: of this machine, and of each GPU that need not be here. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import { energyDataOf, RTX_4070 } from '../fixtures/energy-data';
import { cardsOf } from './fixtures/cards';
import { readGpuPrices } from './gpu-prices';

const here = energyDataOf(RTX_4070);
const owned = (hardwarePrice: string) => ({ payment: 'owned', hardwarePrice, rentPerHour: '' });
const paidFor = (gpu: string, more: Parameters<typeof cardsOf>[1] = {}) => cardsOf({ gpu }, more).form.paid;

describe('a price that is typed in', () => {
  it('for this machine is not that of a GPU that is named', () => {
    const energy = { hardwarePrice: '9999' };
    expect(paidFor('', { data: here, energy })).toMatch(/^Owned: 9999 USD/);
    expect(paidFor('GeForce RTX 4090', { data: here, energy })).toMatch(/^Owned: 1600 USD/);
    expect(paidFor('NVIDIA H100 SXM5 80GB', { data: here, energy })).toMatch(/^Rented: 1\.3 USD/);
  });

  it('for a GPU that is named is that of no other, nor of this machine', () => {
    const prices = { 'rtx-4090': owned('2000') };
    expect(paidFor('GeForce RTX 4090', { data: here, prices })).toMatch(/^Owned: 2000 USD/);
    expect(paidFor('GeForce RTX 3060', { data: here, prices })).toMatch(/^Owned: 350 USD/);
    expect(paidFor('', { data: here, prices })).toMatch(/^Owned: 600 USD/);
  });

  it('keeps its currency beside a published rent, which is in dollars', () => {
    const energy = { electricityPrice: '0.3', currency: 'EUR' };
    const { form } = cardsOf({ gpu: 'NVIDIA H100 SXM5 80GB' }, { energy });
    expect(form.paid).toMatch(/^Rented: 1\.3 USD per hour.*; 0\.3 EUR per kWh$/);
    expect(form.currency).toBe('EUR');
  });

  it('is named where it cannot be, and the last figures stay', () => {
    const gpu = 'GeForce RTX 4090';
    for (const [price, field] of [
      [owned('many'), 'hardwarePrice'],
      [{ payment: 'rented', hardwarePrice: '', rentPerHour: '' }, 'rentPerHour'],
    ] as const) {
      const { form, whatIf } = cardsOf({ gpu }, { prices: { 'rtx-4090': price } });
      expect(form.problem?.field).toBe(field);
      expect(whatIf.title).toBe(cardsOf({ gpu }).whatIf.title);
    }
    expect(cardsOf({ gpu }, { prices: { 'rtx-3060': owned('many') } }).form.problem).toBeNull();
  });

  it('is text or nothing, whatever the browser had kept', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (kept) => {
        try {
          for (const price of Object.values(readGpuPrices(kept))) expect(typeof price?.hardwarePrice).toBe('string');
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(ZodError);
        }
      }),
    );
    expect(() => readGpuPrices(JSON.parse('{"__proto__x":{"payment":"owned"}}'))).toThrow();
  });
});
