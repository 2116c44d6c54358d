/**
 * What an owner's machine draws while it waits, and what is billed for that: the one declaration of it, by which a token, an answer, a budget and
 * a month are counted. Whoever rents pays no electricity; a machine that is always in use never waits.
 */
import { perMillionTokens, type PerMillionTokens, type Share, type Watts } from '../foundation/energy-units';
import { bySide, OTHER_SIDE, type Band } from '../energy/band';
import { SECONDS_PER_HOUR } from '../energy/figures';
import type { PowerSource } from '../energy/power-source';
import type { Prepared } from '../energy/settings';
import { idleAt } from './compare/markup';
import { fullLoad } from './full-load';

/** Where idle power is not known: from none to all that full load draws, about half. */
export function waitingPower(source: PowerSource): Band<Watts> {
  const { power, idle } = fullLoad(source);
  return bySide((side) => idleAt({ busy: power, idle }, side));
}

/** For each hour of use. */
const waitingHours = (used: Share): number => (1 - used) / used;

/** Of idle power, in the currency of the electricity; null where a rent holds it, or no price is known. */
export function waitingPerMillion(
  source: PowerSource,
  { tariff, hardware, utilisation }: Prepared,
  rate: Band<number>,
): Band<PerMillionTokens> | null {
  const { electricity, site } = tariff;
  if (electricity === null || hardware?.basis === 'rented') return null;
  const power = waitingPower(source);
  return bySide((side) => {
    const anHourOfUse = (power[side] / 1000) * waitingHours(utilisation) * site * electricity.value.value;
    return perMillionTokens((anHourOfUse / SECONDS_PER_HOUR / rate[OTHER_SIDE[side]]) * 1e6);
  });
}
