/** What a person says that a GPU costs which need not be here: kept by its id, it holds for no other, nor for this machine. */
import { z } from 'zod';
import type { EnergySettings } from '../../energy/fields';
import type { Catalogue, Preset } from '../../hardware/catalogue';
import { EMPTY_FIELDS, toSettings, type FieldName, type Fields } from '../energy/fields';

export const PRICE_FIELDS = ['payment', 'hardwarePrice', 'rentPerHour'] as const satisfies readonly FieldName[];
export type PriceField = (typeof PRICE_FIELDS)[number];

/** As texts. */
export type Prices = Readonly<Pick<Fields, PriceField>>;
export type GpuPrices = Readonly<Partial<Record<string, Prices>>>;

const text = z.string().max(100).default('');
const schema = z.record(
  z.string().regex(/^[a-z0-9-]+$/),
  z.object({ payment: z.enum(['owned', 'rented']), hardwarePrice: text, rentPerHour: text }),
);

/** @throws ZodError */
export const readGpuPrices = (given: unknown): GpuPrices => schema.parse(given);

export const isPriceField = (name: string): name is PriceField => PRICE_FIELDS.some((field) => field === name);

/** Of a board that has no launch price but a rent, the rent counts before anything was said. */
export const pricesOf = (prices: GpuPrices, preset: Preset): Prices =>
  prices[preset.id] ?? {
    payment: preset.msrpUsd === null && (preset.usdPerGpuHour ?? null) !== null ? 'rented' : 'owned',
    ...{ hardwarePrice: '', rentPerHour: '' },
  };

export function withPrice(prices: GpuPrices, preset: Preset, name: PriceField, value: string): GpuPrices {
  return readGpuPrices({ ...prices, [preset.id]: { ...pricesOf(prices, preset), [name]: value } });
}

/** Not yet checked: NaN stands for what is no number. */
export function saidOf(prices: Prices, catalogue: Catalogue): Pick<EnergySettings, PriceField> {
  const { payment, hardwarePrice, rentPerHour } = toSettings({ ...EMPTY_FIELDS, ...prices }, catalogue);
  return { payment, hardwarePrice, rentPerHour };
}
