/**
 * Rent against own: what an hour costs its owner over some years (price, electricity with cooling, space), what it is rented for,
 * and from which utilisation on owning is cheaper. The renter pays only for hours of use; the owner for all of them.
 */
import {
  perHour,
  share,
  years,
  type Amount,
  type PerHour,
  type PerKilowattHour,
  type Pue,
  type Share,
  type Watts,
  type Years,
} from '../../foundation/energy-units';
import type { Constants } from '../constants';
import { checkRange } from '../limits';
import type { Currency } from '../money';

const HOURS_PER_YEAR = 8760;
const MONTHS_PER_YEAR = 12;

export interface Owning {
  readonly price: Amount;
  /** While it computes, and while it waits. */
  readonly busy: Watts;
  readonly idle: Watts;
  readonly electricity: PerKilowattHour;
  /** Cooling and conversion. */
  readonly site: Pue;
  /** A month; 0 where none is paid. */
  readonly space: Amount;
}

/** Paid in every hour, used or not: price and space over the years, and idle power. */
function standingPerHour({ price, idle, electricity, site, space }: Owning, span: Years): PerHour {
  const fixed = price / (span * HOURS_PER_YEAR) + (space * MONTHS_PER_YEAR) / HOURS_PER_YEAR;
  return perHour(fixed + (idle / 1000) * electricity * site);
}

/** On top of it, in an hour of use. */
const usePerHour = ({ busy, idle, electricity, site }: Owning): PerHour =>
  perHour(((busy - idle) / 1000) * electricity * site);

/** Mean over all hours of the years, at a share of them in use. */
export const owningPerHour = (own: Owning, span: Years, used: Share): PerHour =>
  perHour(standingPerHour(own, span) + usePerHour(own) * used);

/**
 * Where rent · U = standing + use · U, so U = standing / (rent − use); null where that is above 1 or nowhere: renting is always
 * cheaper.
 */
export function breakEven(own: Owning, rent: PerHour, span: Years): Share | null {
  return crossing(standingPerHour(own, span), usePerHour(own), rent);
}

function crossing(standing: number, use: number, rent: number): Share | null {
  const used = standing / (rent - use);
  return rent > use && used <= 1 ? share(used) : null;
}

export interface MarkUp {
  readonly machine: string;
  readonly name: string;
  readonly currency: Currency;
  readonly years: Years;
  /** An hour, always in use. */
  readonly ownPerHour: PerHour;
  readonly rentPerHour: PerHour;
  /** Rent over own, less 1, of a machine that is always in use. */
  readonly markUp: number;
  /** From here on owning is cheaper; null: never. */
  readonly breakEven: Share | null;
  readonly basis: string;
  readonly source: string;
}

/** @throws TokamarkError `option` for years that cannot be. */
export function ownMarkUps(
  machine: Pick<MarkUp, 'machine' | 'name' | 'currency' | 'basis' | 'source'>,
  own: Owning,
  rent: PerHour,
  spans: readonly number[],
): MarkUp[] {
  return spans.map((span) => {
    const term = yearsOf(span);
    const cost = owningPerHour(own, term, share(1));
    return {
      ...machine,
      years: term,
      ownPerHour: cost,
      rentPerHour: rent,
      markUp: rent / cost - 1,
      breakEven: breakEven(own, rent, term),
    };
  });
}

const DATACENTRE: readonly { readonly key: string; readonly machine: string; readonly name: string }[] = [
  { key: 'H100', machine: 'h100-sxm', name: 'H100' },
  { key: 'H200', machine: 'h200-sxm', name: 'H200' },
  { key: 'B200', machine: 'b200-sxm', name: 'B200' },
  { key: 'GB200-NVL72', machine: 'gb200-nvl72', name: 'GB200 NVL72' },
];
/** Economic life behind the published cost of owning. */
const MODELLED_YEARS = 4;

/**
 * A hyperscaler's: the published cost of owning holds price, electricity, cooling and space over 4 years. For other terms its
 * provisioned power (building included, hence no PUE) is taken out at the price of electricity given, and the rest is spread anew.
 * How the published figure splits is not published.
 */
export function datacentreMarkUps(
  { datacentreCost }: Constants,
  electricity: { readonly price: PerKilowattHour; readonly source: string },
  spans: readonly number[],
): MarkUp[] {
  return DATACENTRE.flatMap(({ key, machine, name }) => {
    const board = datacentreCost.perGpu[key];
    if (board === undefined) return [];
    const { hyperscalerOwn, rental3yr } = board.usdPerHour;
    const power = Math.min(board.allInKW * electricity.price, hyperscalerOwn);
    return spans.map((span): MarkUp => {
      const term = yearsOf(span);
      const anew = ((hyperscalerOwn - power) * MODELLED_YEARS) / term + power;
      const own = perHour(term === MODELLED_YEARS ? hyperscalerOwn : anew);
      return {
        ...{ machine, name, currency: 'USD', years: term },
        ownPerHour: own,
        rentPerHour: perHour(rental3yr),
        markUp: rental3yr / own - 1,
        // The provisioned power is paid for whether it is drawn or not.
        breakEven: crossing(own, 0, rental3yr),
        basis:
          term === MODELLED_YEARS
            ? 'modelled, as published'
            : `modelled over ${MODELLED_YEARS} years, spread anew; ${board.allInKW} kW provisioned at ${electricity.price} USD a kWh`,
        source: `${datacentreCost.source}; electricity: ${electricity.source}`,
      };
    });
  });
}

/** What data centres of this model pay: the price for businesses in the United States, or the world's. */
export function businessElectricity({ electricity }: Constants): { value: number; source: string } | null {
  const us = electricity['US'] ?? null;
  if (us?.commercial !== undefined && us.currency === 'USD') {
    return { value: us.commercial, source: `${us.source}; commercial, ${us.period}` };
  }
  const world = electricity['WORLD'] ?? null;
  if (world?.business === undefined || world.currency !== 'USD') return null;
  return { value: world.business, source: `${world.source}; business, ${world.period}` };
}

const yearsOf = (span: number): Years => years(checkRange('years', span, 0.1, 50, 'years'));
