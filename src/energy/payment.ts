/** What the machine itself costs per token: owned, its price over its life; rented, by the hour. Electricity is a figure apart. */
import {
  amount,
  perHour,
  type Amount,
  type PerHour,
  type PerMillionTokens,
  type Share,
  type Years,
} from '../foundation/energy-units';
import type { Preset } from '../hardware/catalogue';
import type { TokensPerSecond } from '../foundation/units';
import { falling, type Band } from './band';
import { ownedPerHour, paidPerMillion } from './figures';
import type { Currency } from './money';

export interface Owned {
  readonly basis: 'owned';
  readonly price: Amount;
  readonly currency: Currency;
  readonly life: Years;
  /** Share of the hours that are paid, all of its life, in which it computes. */
  readonly utilisation: Share;
}

/** An hour's rent holds electricity and cooling, and is paid whether the machine computes or not. */
export interface Rented {
  readonly basis: 'rented';
  readonly perHour: PerHour;
  readonly currency: Currency;
  readonly utilisation: Share;
}

export type Hardware = Owned | Rented;

/** Launch prices of the catalogue are in US dollars; null where it has none. */
export const atLaunchPrice = ({ msrpUsd: price }: Preset, life: Years, utilisation: Share): Owned | null =>
  price === null ? null : { basis: 'owned', price: amount(price), currency: 'USD', life, utilisation };

/** As data centres let it for three years, in US dollars; null where the catalogue has no rent. */
export const atPublishedRent = ({ usdPerGpuHour }: Preset, utilisation: Share): Rented | null =>
  usdPerGpuHour === null || usdPerGpuHour === undefined
    ? null
    : { basis: 'rented', perHour: perHour(usdPerGpuHour.rental3yr), currency: 'USD', utilisation };

/** What is paid for the machine in every hour, used or not; an owner's electricity is not in it. */
export const paidPerHour = (hardware: Hardware): PerHour =>
  hardware.basis === 'owned' ? ownedPerHour(hardware.price, hardware.life) : hardware.perHour;

/** A faster machine spreads its price over more tokens. */
export function machinePerMillion(hardware: Hardware, rate: Band<TokensPerSecond>): Band<PerMillionTokens> {
  return falling(rate, (speed) => paidPerMillion(paidPerHour(hardware), hardware.utilisation, speed));
}

export function howPaid(hardware: Hardware): string {
  const used = usedText(hardware.utilisation);
  return hardware.basis === 'owned'
    ? `owned: ${hardware.price} ${hardware.currency} over ${hardware.life} years, ${used}`
    : `rented: ${hardware.perHour} ${hardware.currency} per hour, electricity included, ${used}`;
}

/** `paid in all hours, used 25 % of them`: it stands beside every price of an hour and what is made of it. */
export const usedText = (utilisation: number): string =>
  utilisation === 1
    ? 'always in use'
    : `paid in all hours, used ${Number((utilisation * 100).toPrecision(3))} % of them`;
