/**
 * What an hour costs on a machine, used or not: owned, its price spread over all hours of its life, and the electricity of the share of
 * them in which it computes; rented, its rent. What follows for FLOPs and tokens is over the share in use.
 */
import {
  perHour,
  type PerHour,
  type PerKilowattHour,
  type Pue,
  type Share,
  type Watts,
} from '../../foundation/energy-units';
import { band, exactly, rising, type Band } from '../../energy/band';
import type { Preset } from '../../hardware/catalogue';
import { howPaid, paidPerHour, usedText, type Hardware } from '../../energy/payment';
import type { Currency } from '../../energy/money';
import type { Tariff } from '../../energy/tariff';

export const HOURLY_BASES = ['rental3yr', 'hyperscalerOwn', 'neocloudOwn'] as const;
export type HourlyBasis = (typeof HOURLY_BASES)[number];

const BASIS_NAMES: Readonly<Record<HourlyBasis, string>> = {
  rental3yr: 'rented for 3 years',
  hyperscalerOwn: "a hyperscaler's own cost",
  neocloudOwn: "a small cloud's own cost",
};

export interface Hour {
  /** Paid in all hours, used or not. */
  readonly perHour: Band<PerHour>;
  /** Share of those hours in which it computes. */
  readonly utilisation: Share;
  readonly currency: Currency;
  readonly basis: string;
}

export const electricityOfHour = (power: Watts, price: PerKilowattHour, site: Pue): PerHour =>
  perHour((power / 1000) * price * site);

/** Null: electricity and machine are in two currencies, or one is not known. */
export function hourOf(hardware: Hardware, power: Band<Watts>, { electricity, site }: Tariff): Hour | null {
  const { currency, utilisation } = hardware;
  const paid = paidPerHour(hardware);
  if (hardware.basis === 'rented') {
    return { perHour: exactly(paid), utilisation, currency, basis: howPaid(hardware) };
  }
  if (electricity === null || electricity.value.currency !== currency) return null;
  const bill = rising(power, (draw) => electricityOfHour(draw, electricity.value.value, site));
  return {
    // Idle power is the rent-or-own table's (markup.ts): here electricity is that of the work.
    perHour: rising(bill, (cost) => perHour(paid + utilisation * cost)),
    ...{ utilisation, currency },
    basis: `${howPaid(hardware)}, and electricity`,
  };
}

/** The range holds all three ways to have it. */
export function datacentreHour({ usdPerGpuHour }: Preset, basis: HourlyBasis, utilisation: Share): Hour | null {
  if (usdPerGpuHour === null || usdPerGpuHour === undefined) return null;
  const prices = HOURLY_BASES.map((one) => usdPerGpuHour[one]);
  return {
    perHour: band(perHour(Math.min(...prices)), perHour(usdPerGpuHour[basis]), perHour(Math.max(...prices))),
    utilisation,
    currency: 'USD',
    basis: `${BASIS_NAMES[basis]}, ${usedText(utilisation)} (${usdPerGpuHour.source})`,
  };
}
