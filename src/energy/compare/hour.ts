/**
 * What an hour of computing costs on a machine: owned, its price spread over the hours that it computes, and the electricity of
 * that hour; by a data centre's model, a price of the hour that holds everything. Not who leads by it (see ranking.ts).
 */
import { perHour, type PerHour, type PerKilowattHour, type Pue, type Watts } from '../../foundation/energy-units';
import { band, rising, type Band } from '../band';
import type { Preset } from '../catalogue';
import { howPaid, type Hardware } from '../hardware';
import type { Currency } from '../money';
import type { Tariff } from '../tariff';

const HOURS_PER_YEAR = 8760;

export const HOURLY_BASES = ['rental3yr', 'hyperscalerOwn', 'neocloudOwn'] as const;
export type HourlyBasis = (typeof HOURLY_BASES)[number];

const BASIS_NAMES: Readonly<Record<HourlyBasis, string>> = {
  rental3yr: 'rented for 3 years',
  hyperscalerOwn: "a hyperscaler's own cost",
  neocloudOwn: "a small cloud's own cost",
};

export interface Hour {
  readonly perHour: Band<PerHour>;
  readonly currency: Currency;
  readonly basis: string;
}

export const electricityOfHour = (power: Watts, price: PerKilowattHour, site: Pue): PerHour =>
  perHour((power / 1000) * price * site);

/** Of an hour in which it computes; null: electricity and machine are in two currencies, or one is not known. */
export function hourOf(hardware: Hardware, power: Band<Watts>, { electricity, site }: Tariff): Hour | null {
  if (hardware.basis === 'rented') {
    const cost = perHour(hardware.perHour / hardware.utilisation);
    return { perHour: band(cost, cost, cost), currency: hardware.currency, basis: howPaid(hardware) };
  }
  if (electricity === null || electricity.value.currency !== hardware.currency) return null;
  const machine = hardware.price / (hardware.life * HOURS_PER_YEAR * hardware.utilisation);
  const bill = rising(power, (draw) => electricityOfHour(draw, electricity.value.value, site));
  return {
    perHour: rising(bill, (cost) => perHour(machine + cost)),
    currency: hardware.currency,
    basis: `${howPaid(hardware)}, and electricity`,
  };
}

/** The hour is paid whether it computes or not, hence over the utilisation. The range holds all three ways to have it. */
export function datacentreHour({ usdPerGpuHour }: Preset, basis: HourlyBasis, utilisation: number): Hour | null {
  if (usdPerGpuHour === null || usdPerGpuHour === undefined) return null;
  const prices = HOURLY_BASES.map((one) => usdPerGpuHour[one] / utilisation);
  return {
    perHour: band(
      perHour(Math.min(...prices)),
      perHour(usdPerGpuHour[basis] / utilisation),
      perHour(Math.max(...prices)),
    ),
    currency: 'USD',
    basis: `${BASIS_NAMES[basis]}, used ${Number((100 * utilisation).toPrecision(3))} % of the time (${usdPerGpuHour.source})`,
  };
}
