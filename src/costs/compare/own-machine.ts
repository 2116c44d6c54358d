/**
 * Rent against own of the machine at hand, for page and command alike: its rows, or by name what is missing for them. Not how a row
 * is worked out (markup.ts).
 */
import { amount, perHour } from '../../foundation/energy-units';
import type { Preset } from '../../hardware/catalogue';
import { fullLoad, ownedAt } from '../full-load';
import { checkRange } from '../../energy/limits';
import type { Currency } from '../../energy/money';
import type { PowerSource } from '../../energy/power-source';
import type { Tariff } from '../../energy/tariff';
import { ownMarkUps, type MarkUp } from './markup';

export interface OwnMachine {
  /** Null: nothing is known of its power. */
  readonly source: PowerSource | null;
  /** Null where it is not known, or may be one of several. */
  readonly preset: Preset | null;
  /** As typed in; null: the launch price, where one is known in dollars. */
  readonly price: number | null;
  readonly rent: number | null;
  /** Of price, rent and space. */
  readonly currency: Currency;
  readonly tariff: Tariff;
  /** A month. */
  readonly space: number;
  readonly years: readonly number[];
}

/** Which setting stands in the way of a row, and why. */
export interface MissingRow {
  readonly field: 'hardwarePrice' | 'rentPerHour' | 'currency' | 'electricityPrice' | 'device';
  readonly why: string;
}

export interface OwnMarkUps {
  readonly rows: readonly MarkUp[];
  /** Null where there are rows, or where neither price nor rent was typed in. */
  readonly missing: MissingRow | null;
}

/** @throws TokamarkError `option` that names the field for a price, rent, space or years that cannot be. */
export function ownMachineMarkUps(machine: OwnMachine): OwnMarkUps {
  const { source, preset, currency, tariff, years } = machine;
  const typed = machine.price === null ? null : checkRange('hardwarePrice', machine.price, 0.01, 1e9, '');
  const rent = machine.rent === null ? null : checkRange('rentPerHour', machine.rent, 0.0001, 1e6, 'an hour');
  const space = amount(checkRange('space', machine.space, 0, 1e6, 'a month'));
  const price = typed ?? (currency === 'USD' ? (preset?.msrpUsd ?? null) : null);
  if (typed === null && rent === null) return { rows: [], missing: null };
  const none = (field: MissingRow['field'], why: string): OwnMarkUps => ({ rows: [], missing: { field, why } });
  if (rent === null)
    return none('rentPerHour', 'This machine has no row: what an hour of it is rented for is missing.');
  if (price === null) {
    return none('hardwarePrice', `This machine has no row: its price in ${currency} is not known. Give it.`);
  }
  if (source === null) return none('device', 'This machine has no row: nothing is known of its power.');
  const { electricity, site, country } = tariff;
  if (electricity === null) {
    return none(
      'electricityPrice',
      `This machine has no row: no electricity price with a source is known for ${country}. Give one.`,
    );
  }
  if (electricity.value.currency !== currency) {
    return none(
      'currency',
      `This machine has no row: price and rent are in ${currency} and electricity in ${electricity.value.currency}, and there is no exchange rate here. Give all in one currency.`,
    );
  }
  const full = fullLoad(source);
  const about = {
    machine: 'this',
    name: preset === null ? 'this machine' : `this machine (${preset.name})`,
    currency,
    basis: ownedAt(price, currency, full),
    source: `rent: typed in; electricity: ${electricity.source}`,
  };
  const owning = {
    price: amount(price),
    busy: full.power,
    idle: full.idle,
    electricity: electricity.value.value,
    ...{ site, space },
  };
  return { rows: ownMarkUps(about, owning, perHour(rent), years), missing: null };
}
