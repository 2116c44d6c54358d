/** What a million tokens are charged at: electricity and machine where both are known in one currency, else electricity alone. */
import { perMillionTokens, type PerMillionTokens } from '../foundation/energy-units';
import { bySide, type Band } from '../energy/band';
import type { Currency } from '../energy/money';
import type { EnergyFigures } from '../report/schema/energy';

export interface Charged {
  /** Null: no price of electricity is known. */
  readonly value: Band<PerMillionTokens> | null;
  readonly currency: Currency | null;
  readonly of: 'electricity alone' | 'electricity and machine';
}

/** Follows an amount in a sentence; the whole price needs no word. */
export const ofText = (of: Charged['of']): string => (of === 'electricity alone' ? ' in electricity alone' : '');

/** @param waiting what idle power in the hours without use adds (waiting.ts); null where nothing of it is billed, or it is not asked for */
export function chargedOf(
  { totalPerMillionTokens: total, electricityPerMillionTokens: electricity, currency, hardware }: EnergyFigures['cost'],
  waiting: Band<PerMillionTokens> | null = null,
): Charged {
  const value = total ?? electricity;
  return {
    value: value === null ? null : bySide((side) => perMillionTokens(value[side] + (waiting?.[side] ?? 0))),
    currency: total === null ? currency : (hardware?.currency ?? currency),
    of: total === null ? 'electricity alone' : 'electricity and machine',
  };
}
