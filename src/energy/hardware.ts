/** What the machine itself costs a token: owned, its price over its life; rented, by the hour. Electricity is a figure apart. */
import type { Amount, PerHour, PerMillionTokens, Share, Years } from '../foundation/energy-units';
import type { TokensPerSecond } from '../foundation/units';
import { falling, type Band } from './band';
import { hardwarePerMillion, rentPerMillion } from './figures';
import type { Currency } from './money';

export interface Owned {
  readonly basis: 'owned';
  readonly price: Amount;
  readonly currency: Currency;
  readonly life: Years;
  /** Share of its life in which it computes. */
  readonly utilisation: Share;
}

/** An hour's rent holds electricity and cooling. */
export interface Rented {
  readonly basis: 'rented';
  readonly perHour: PerHour;
  readonly currency: Currency;
  readonly utilisation: Share;
}

export type Hardware = Owned | Rented;

/** A faster machine spreads its price over more tokens. */
export function machinePerMillion(hardware: Hardware, rate: Band<TokensPerSecond>): Band<PerMillionTokens> {
  return falling(rate, (speed) =>
    hardware.basis === 'owned'
      ? hardwarePerMillion(hardware.price, hardware.life, hardware.utilisation, speed)
      : rentPerMillion(hardware.perHour, hardware.utilisation, speed),
  );
}

export function howPaid(hardware: Hardware): string {
  const used = `used ${Number((hardware.utilisation * 100).toPrecision(3))} % of the time`;
  return hardware.basis === 'owned'
    ? `owned: ${hardware.price} ${hardware.currency} over ${hardware.life} years, ${used}`
    : `rented: ${hardware.perHour} ${hardware.currency} an hour, electricity included, ${used}`;
}
