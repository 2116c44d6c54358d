/**
 * What a kilowatt-hour costs and emits where the machine stands, and how much of it the building adds. By country, or typed in.
 * A country without a sourced price has none: nothing is filled in. Prices are a household's.
 */
import {
  gramsPerKilowattHour,
  perKilowattHour,
  pue,
  type GramsPerKilowattHour,
  type PerKilowattHour,
  type Pue,
} from '../foundation/energy-units';
import { TokamarkError } from '../foundation/errors';
import type { Constants } from './constants';
import type { Money } from './money';

/** What a price or an intensity is, with where it comes from. */
export interface Sourced<Q> {
  readonly value: Q;
  readonly source: string;
}

export interface Tariff {
  readonly country: string;
  /** Null: no figure with a source is known for this country. */
  readonly electricity: Sourced<Money<PerKilowattHour>> | null;
  readonly grid: Sourced<GramsPerKilowattHour> | null;
  readonly site: Pue;
}

/** The world's mean, for somebody who said nothing of where they are. */
export const WORLD = 'WORLD';

export interface TariffChoice {
  /** ISO 3166 code, EU27 or WORLD; null: the world's mean. */
  readonly country: string | null;
  readonly price: Money<PerKilowattHour> | null;
  readonly grid: GramsPerKilowattHour | null;
  /** 1 at home. */
  readonly site: Pue;
}

export function countries({ electricity, gridCarbon }: Constants): string[] {
  return [...new Set([...Object.keys(electricity), ...Object.keys(gridCarbon)])].sort();
}

/** @throws TokamarkError `option` for a country that neither table has. */
export function tariffOf(choice: TariffChoice, constants: Constants): Tariff {
  const country = (choice.country ?? WORLD).toUpperCase();
  if (!countries(constants).includes(country)) {
    throw new TokamarkError({
      code: 'option',
      message: `There is no price and no grid intensity for "${choice.country}".`,
      where: 'country',
      remedy: `Choose one of ${countries(constants).join(', ')}, or give the price and the grid intensity yourself.`,
    });
  }
  const price = constants.electricity[country] ?? null;
  const grid = constants.gridCarbon[country] ?? null;
  return {
    country,
    electricity:
      choice.price !== null
        ? { value: choice.price, source: 'typed in' }
        : price === null
          ? null
          : {
              value: { value: perKilowattHour(price.household), currency: price.currency },
              source: `${price.source}; household, ${price.period}${price.confidence === undefined ? '' : `, ${price.confidence}`}`,
            },
    grid:
      choice.grid !== null
        ? { value: choice.grid, source: 'typed in' }
        : grid === null
          ? null
          : { value: gramsPerKilowattHour(grid.gCO2PerKWh), source: `${grid.source}; ${grid.year}` },
    site: choice.site,
  };
}

export interface SitePreset {
  readonly id: string;
  readonly name: string;
  readonly site: Pue;
}

/** What a building adds for cooling and conversion: at home nothing is counted, in a data centre its published mean. */
export function sitePresets({ pue: sites }: Constants): SitePreset[] {
  const { industryAverage, GCP, AWS, Azure, OVH } = sites;
  return [
    { id: 'home', name: 'at home: no cooling counted', site: pue(sites.home) },
    { id: 'industry', name: `data centre, industry average ${industryAverage.year}`, site: pue(industryAverage.value) },
    { id: 'ovh', name: 'OVH', site: pue(OVH) },
    { id: 'gcp', name: 'Google Cloud', site: pue(GCP) },
    { id: 'azure', name: 'Azure', site: pue(Azure) },
    { id: 'aws', name: 'AWS', site: pue(AWS) },
  ];
}
