/** Rent against own of the machine at hand, for page and command alike: its rows, or by name what is missing for them. */
import { amount, perHour, perKilowattHour, type Amount } from '../../foundation/energy-units';
import type { Constants } from '../../energy/constants';
import { checkRange } from '../../energy/limits';
import { checkRanges } from '../../energy/settings';
import { fullLoad, ownedAt } from '../full-load';
import type { Owner } from '../machine';
import { businessElectricity, datacentreMarkUps, ownMarkUps, type MarkUp, type OwningBand } from './markup';

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

function ownRows(owner: Owner, terms: Terms): OwnMarkUps {
  const { hardwarePrice, rentPerHour, currency } = owner.settings;
  checkRanges(owner.settings);
  const space = amount(checkRange('space', terms.space, [0, 1e6, 'per month']));
  if (hardwarePrice === null && rentPerHour === null) return { rows: [], missing: null };
  const none = (missing: MissingRow): OwnMarkUps => ({ rows: [], missing });
  if (rentPerHour === null) {
    return none({ field: 'rentPerHour', why: 'This machine has no row: its rent per hour is missing.' });
  }
  const found = owningOf(owner, space);
  if ('field' in found) return none({ ...found, why: `This machine has no row: ${found.why}` });
  const { preset, tariff } = owner.prepared;
  const about = {
    machine: 'this',
    name: preset === null ? 'this machine' : `this machine (${preset.name})`,
    currency,
    basis: found.basis,
    source: `rent: typed in; electricity: ${tariff.electricity?.source ?? ''}`,
  };
  return { rows: ownMarkUps(about, found.owning, perHour(rentPerHour), terms.years), missing: null };
}

/** What an owner pays for the machine at hand, at full load; or which setting is missing for it. */
export function owningOf(
  { settings, prepared, source }: Owner,
  space: Amount,
): { readonly owning: OwningBand; readonly basis: string } | MissingRow {
  const { preset, tariff } = prepared;
  const { currency } = settings;
  const price = settings.hardwarePrice ?? (currency === 'USD' ? (preset?.msrpUsd ?? null) : null);
  if (price === null) return { field: 'hardwarePrice', why: `its price in ${currency} is not known. Give it.` };
  if (source === null) return { field: 'device', why: 'its power is not known.' };
  const { electricity, site, country } = tariff;
  if (electricity === null) {
    return {
      field: 'electricityPrice',
      why: `no electricity price with a source is known for ${country}. Give one.`,
    };
  }
  if (electricity.value.currency !== currency) {
    return {
      field: 'currency',
      why: `price and rent are in ${currency} and electricity in ${electricity.value.currency}, and there is no exchange rate here. Give all in one currency.`,
    };
  }
  const full = fullLoad(source);
  const owning = {
    price: amount(price),
    busy: full.power,
    idle: full.idle,
    electricity: electricity.value.value,
    ...{ site, space },
  };
  return { owning, basis: ownedAt(price, currency, full) };
}
