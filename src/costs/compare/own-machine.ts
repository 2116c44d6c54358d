/** Rent against own of the machine at hand, for page and command alike: its rows, or by name what is missing for them. */
import { amount, perHour, perKilowattHour } from '../../foundation/energy-units';
import type { Constants } from '../../energy/constants';
import { checkRange } from '../../energy/limits';
import { checkRanges } from '../../energy/settings';
import { fullLoad, ownedAt } from '../full-load';
import type { Owner } from '../machine';
import { businessElectricity, datacentreMarkUps, ownMarkUps, type MarkUp } from './markup';

export interface Terms {
  readonly years: readonly number[];
  /** Rent of the room for the machine per month, in the currency of the settings. */
  readonly space: number;
}

/** Which setting stands in the way of a row, and why. */
export interface MissingRow {
  readonly field: 'hardwarePrice' | 'rentPerHour' | 'currency' | 'electricityPrice' | 'device';
  readonly why: string;
}

interface OwnMarkUps {
  readonly rows: readonly MarkUp[];
  /** Null where there are rows, or where neither price nor rent was typed in. */
  readonly missing: MissingRow | null;
}

/** Of this machine, and of data centres. @throws TokamarkError `option` that names the field that cannot be */
export function rentAgainstOwn(
  owner: Owner,
  terms: Terms,
  constants: Constants,
): OwnMarkUps & { readonly datacentres: readonly MarkUp[] } {
  const own = ownRows(owner, terms);
  const business = businessElectricity(constants);
  const datacentres =
    business === null
      ? []
      : datacentreMarkUps(constants, { price: perKilowattHour(business.value), source: business.source }, terms.years);
  return { ...own, datacentres };
}

function ownRows({ settings, prepared, source }: Owner, { years, space: room }: Terms): OwnMarkUps {
  const { preset, tariff } = prepared;
  const { hardwarePrice, rentPerHour, currency } = settings;
  checkRanges(settings);
  const space = amount(checkRange('space', room, [0, 1e6, 'per month']));
  const price = hardwarePrice ?? (currency === 'USD' ? (preset?.msrpUsd ?? null) : null);
  if (hardwarePrice === null && rentPerHour === null) return { rows: [], missing: null };
  const none = (field: MissingRow['field'], why: string): OwnMarkUps => ({ rows: [], missing: { field, why } });
  if (rentPerHour === null) return none('rentPerHour', 'This machine has no row: its rent per hour is missing.');
  if (price === null) {
    return none('hardwarePrice', `This machine has no row: its price in ${currency} is not known. Give it.`);
  }
  if (source === null) return none('device', 'This machine has no row: its power is not known.');
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
  return { rows: ownMarkUps(about, owning, perHour(rentPerHour), years), missing: null };
}
