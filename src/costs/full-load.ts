/** What a machine draws while all of it computes, as in training, where an hour is asked for and no speed. */
import { share } from '../foundation/energy-units';
import { tokensPerSecond } from '../foundation/units';
import { exactly } from '../energy/band';
import { energyAt } from '../energy/estimate';
import type { Currency } from '../energy/money';
import { drawn, outsideOf, type Load, type PowerSource } from '../energy/power-source';
import { badgeOf } from '../energy/provenance';

const FULL: Load = { phase: 'prefill', bytesRead: null, busy: share(1) };
/** Nothing that is drawn at full load depends on it. */
const ANY_RATE = tokensPerSecond(1);

/** Power and idle power in W, each a range; idle is null where it is not known. The badge says how the power is known. */
export function fullLoad(source: PowerSource) {
  const { power, idle } = drawn(source, FULL, ANY_RATE, outsideOf(source, FULL, exactly(ANY_RATE)) !== null);
  return { power, idle, badge: badgeOf(energyAt(source, FULL, exactly(ANY_RATE)).attributed) };
}

/** In words, of what an owner's hour is made up: price, load and how well the power is known. */
export function ownedAt(price: number, currency: Currency, { idle, badge }: ReturnType<typeof fullLoad>): string {
  const unknown = idle === null ? '; idle power unknown: from none to all of it' : '';
  return `owned at ${price} ${currency}, full load; ${badge}${unknown}`;
}
