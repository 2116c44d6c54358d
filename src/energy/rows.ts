/** From an energy figure to all that stands in its row: tokens/J, Wh, money and carbon a million tokens. Plain data. */
import { perMillionTokens } from '../foundation/energy-units';
import type { EnergyFigures } from '../report/schema/energy';
import type { TokensPerSecond } from '../foundation/units';
import { bySide, rising, falling, type Band } from './band';
import { energyAt, type Energy } from './estimate';
import {
  electricityPerMillion,
  gramsPerMillion,
  tokensPerJouleOf,
  tokensPerMegawatt,
  wattHoursPerMillion,
} from './figures';
import { howPaid, machinePerMillion, type Hardware } from './payment';
import { useOf, type Load, type PowerSource } from './power-source';
import { badgeOf, type EnergyFigure } from './provenance';
import type { Tariff } from './tariff';

export function originOf(figure: EnergyFigure): EnergyFigures['provenance'] {
  const { provenance: kind, measuredRange, boundary, idle, notes } = figure;
  return { kind, measuredRange, boundary, idle, badge: badgeOf(figure), notes: [...notes] };
}

/** The energy of one speed, and all that follows from it. */
export interface Worked {
  readonly energy: Energy;
  readonly row: EnergyFigures;
}

export function workOut(
  source: PowerSource,
  load: Load,
  rate: Band<TokensPerSecond>,
  { tariff, hardware }: { readonly tariff: Tariff; readonly hardware: Hardware | null },
): Worked {
  const energy = energyAt(source, load, rate);
  const use = load.phase === 'decode' && 'profile' in source ? useOf(source.profile, load, rate.central) : null;
  return { energy, row: rowOf(energy, tariff, hardware, use) };
}

/** @param use share of the peak bandwidth, where it is known */
function rowOf(
  { attributed, marginal }: Energy,
  tariff: Tariff,
  hardware: Hardware | null,
  use: number | null,
): EnergyFigures {
  const energy = attributed.joulesPerToken;
  const { grid, site } = tariff;
  return {
    provenance: originOf(attributed),
    tokensPerSecond: attributed.tokensPerSecond,
    bandwidthUse: use,
    powerWatts: attributed.power,
    joulesPerToken: energy,
    marginalJoulesPerToken: marginal?.joulesPerToken ?? null,
    tokensPerJoule: falling(energy, tokensPerJouleOf),
    wattHoursPerMillionTokens: rising(energy, wattHoursPerMillion),
    tokensPerSecondPerMegawatt: falling(energy, tokensPerMegawatt),
    cost: costOf(attributed, tariff, hardware),
    carbon: {
      gramsPerMillionTokens: grid === null ? null : rising(energy, (one) => gramsPerMillion(one, grid.value, site)),
    },
  };
}

function costOf(
  { joulesPerToken, tokensPerSecond }: EnergyFigure,
  { country, electricity, site }: Tariff,
  hardware: Hardware | null,
): EnergyFigures['cost'] {
  const bill =
    electricity === null
      ? null
      : rising(joulesPerToken, (one) => electricityPerMillion(one, electricity.value.value, site));
  const machine = hardware === null ? null : machinePerMillion(hardware, tokensPerSecond);
  const missing = [
    ...(bill === null ? [`No electricity price with a source is known for ${country}: give one.`] : []),
    ...(hardware === null ? ['No price of the machine was given.'] : []),
  ];
  const currency = electricity?.value.currency ?? null;
  const both =
    bill === null || machine === null || currency !== hardware?.currency
      ? null
      : bySide((side) => perMillionTokens(bill[side] + machine[side]));
  // A rent holds its electricity.
  const total = hardware?.basis === 'rented' ? machine : both;
  if (bill !== null && machine !== null && total === null) {
    missing.push('Electricity and machine are in two currencies, and there is no exchange rate here.');
  }
  return {
    currency,
    electricityPerMillionTokens: bill,
    hardware:
      hardware === null || machine === null
        ? null
        : { currency: hardware.currency, basis: hardware.basis, perMillionTokens: machine, how: howPaid(hardware) },
    totalPerMillionTokens: total,
    missing,
  };
}

export function tariffData({ country, electricity, grid, site }: Tariff) {
  return {
    country,
    currency: electricity?.value.currency ?? null,
    pricePerKilowattHour: electricity?.value.value ?? null,
    priceSource: electricity?.source ?? null,
    gramsPerKilowattHour: grid?.value ?? null,
    gridSource: grid?.source ?? null,
    pue: site,
  };
}
