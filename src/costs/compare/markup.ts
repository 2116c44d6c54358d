/**
 * Rent against own: what an hour costs its owner over some years (price, electricity with cooling, space), what it is rented for,
 * and from which utilisation on owning is cheaper than a rent that is paid for hours of use alone. The price of an hour is the same
 * as in the other comparison (hour.ts), where it is paid in all hours.
 */
import {
  perHour,
  share,
  watts,
  years,
  type Amount,
  type PerHour,
  type PerKilowattHour,
  type Pue,
  type Share,
  type Watts,
  type Years,
} from '../../foundation/energy-units';
import { band, bySide, exactly, falling, type Band, type Side } from '../../energy/band';
import type { Constants } from '../../energy/constants';
import { HOURS_PER_YEAR, ownedPerHour } from '../../energy/figures';
import { checkRange, RANGES } from '../../energy/limits';
import { REFERENCES } from './references';
import type { Currency } from '../../energy/money';

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
  const fixed = ownedPerHour(price, span) + (space * MONTHS_PER_YEAR) / HOURS_PER_YEAR;
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
  readonly ownPerHour: Band<PerHour>;
  readonly rentPerHour: Band<PerHour>;
  /** Rent over own, less 1, of a machine that is always in use. */
  readonly markUp: Band<number>;
  /** From here on owning is cheaper; null: never. */
  readonly breakEven: { readonly low: Share | null; readonly central: Share | null; readonly high: Share | null };
  readonly basis: string;
  readonly source: string;
}

/** What is known of an owner's cost as a range. */
export interface OwningBand extends Omit<Owning, 'busy' | 'idle'> {
  readonly busy: Band<Watts>;
  /** Null: not known. It is anything from none to what the machine draws while it computes. */
  readonly idle: Band<Watts> | null;
}

export const corner = ({ busy, idle, ...rest }: OwningBand, side: Side): Owning => ({
  ...rest,
  ...{ busy: busy[side], idle: idleAt({ busy, idle }, side) },
});

/** While it waits: never more than while it computes. */
export function idleAt({ busy, idle }: Pick<OwningBand, 'busy' | 'idle'>, side: Side): Watts {
  const power = busy[side];
  const still = idle === null ? { low: 0, central: 0.5, high: 1 }[side] * power : idle[side];
  return watts(Math.min(still, power));
}

/** @throws TokamarkError `option` for years that cannot be. */
export function ownMarkUps(
  machine: Pick<MarkUp, 'machine' | 'name' | 'currency' | 'basis' | 'source'>,
  own: OwningBand,
  rent: PerHour,
  spans: readonly number[],
): MarkUp[] {
  return spans.map((span) => {
    const term = yearsOf(span);
    const cost = (side: Side) => owningPerHour(corner(own, side), term, share(1));
    const even = (side: Side) => breakEven(corner(own, side), rent, term);
    const ownPerHour = bySide(cost);
    return {
      ...machine,
      years: term,
      ownPerHour,
      rentPerHour: exactly(rent),
      markUp: falling(ownPerHour, (one) => rent / one - 1),
      breakEven: { low: even('low'), central: even('central'), high: even('high') },
    };
  });
}

/** Economic life behind the published cost of owning. */
const MODELLED_YEARS = 4;

/**
 * A hyperscaler's, up to a small cloud's: the published cost of owning holds price, electricity, cooling and space over 4 years.
 * For other terms its provisioned power (building included, hence no PUE) is taken out at the price of electricity given, and the
 * rest is spread anew. How the published figure splits is not published.
 */
export function datacentreMarkUps(
  { datacentreCost }: Constants,
  electricity: { readonly price: PerKilowattHour; readonly source: string },
  spans: readonly number[],
): MarkUp[] {
  return REFERENCES.flatMap(({ datacentre, id: machine, name }) => {
    const board = datacentreCost.perGpu[datacentre ?? ''];
    if (board === undefined) return [];
    const { hyperscalerOwn, neocloudOwn, rental3yr } = board.usdPerHour;
    return spans.map((span): MarkUp => {
      const term = yearsOf(span);
      const over = (published: number): PerHour => {
        const power = Math.min(board.allInKW * electricity.price, published);
        return perHour(term === MODELLED_YEARS ? published : ((published - power) * MODELLED_YEARS) / term + power);
      };
      const own = band(over(hyperscalerOwn), over(hyperscalerOwn), over(neocloudOwn));
      // The provisioned power is paid for whether it is drawn or not.
      const even = (cost: PerHour) => crossing(cost, 0, rental3yr);
      return {
        ...{ machine, name, currency: 'USD', years: term },
        ownPerHour: own,
        rentPerHour: exactly(perHour(rental3yr)),
        markUp: falling(own, (one) => rental3yr / one - 1),
        breakEven: { low: even(own.low), central: even(own.central), high: even(own.high) },
        basis: `${
          term === MODELLED_YEARS
            ? 'modelled, as published'
            : `modelled over ${MODELLED_YEARS} years, recalculated for ${term}; ${board.allInKW} kW provisioned at ${electricity.price} USD per kWh`
        }; from a hyperscaler's cost (the middle figure) to a small cloud's`,
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

const yearsOf = (span: number): Years => years(checkRange('years', span, RANGES.years));
