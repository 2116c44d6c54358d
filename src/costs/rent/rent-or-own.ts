/**
 * What a machine costs its owner a month, by the hours in which it is used, and the rent an hour at which renting would cost the same. The
 * hours of a rent are those of use: whoever pays rent in all hours compares with 24.
 */
import { amount, perHour, share, years, type Amount, type PerHour } from '../../foundation/energy-units';
import { bySide, type Band, type Side } from '../../energy/band';
import { HOURS_PER_DAY, HOURS_PER_MONTH } from '../../energy/figures';
import type { Currency } from '../../energy/money';
import { breakEven, corner, owningPerHour, type OwningBand } from '../compare/markup';
import { owningOf, type MissingRow } from '../compare/own-machine';
import type { Owner } from '../machine';

export interface OwnedMonth {
  /** Of use a day. */
  readonly hours: number;
  readonly own: Band<Amount>;
}

export interface RentOrOwn {
  readonly currency: Currency;
  /** From none to all of a day. */
  readonly byHours: readonly OwnedMonth[];
  /** At the hours that were chosen. */
  readonly at: OwnedMonth & { readonly evenRent: Band<PerHour> };
  readonly rent: KnownRent | null;
  /** What an owner pays for, in words. */
  readonly basis: string;
}

interface KnownRent {
  readonly perHour: PerHour;
  /** Hours a day from which owning is cheaper; null: never. */
  readonly evenHours: { readonly low: number | null; readonly central: number | null; readonly high: number | null };
}

/** The setting that is missing, where a month cannot be told. @throws TokamarkError `option` that names a number that cannot be */
export function rentOrOwn(owner: Owner): RentOrOwn | MissingRow {
  const { lifeYears, utilisation, rentPerHour, currency } = owner.settings;
  const found = owningOf(owner, amount(0));
  if ('field' in found) return found;
  const { owning, basis } = found;
  const month = (hours: number): OwnedMonth => ({
    hours,
    own: bySide((side) => amount(hourOf(owning, lifeYears, hours, side) * HOURS_PER_MONTH)),
  });
  const hours = utilisation * HOURS_PER_DAY;
  const evenRent = bySide((side) => perHour(hourOf(owning, lifeYears, hours, side) / utilisation));
  return {
    ...{ currency, basis },
    byHours: Array.from({ length: HOURS_PER_DAY + 1 }, (_, one) => month(one)),
    at: { ...month(hours), evenRent },
    rent:
      rentPerHour === null
        ? null
        : { perHour: perHour(rentPerHour), evenHours: evenHoursOf(owning, lifeYears, rentPerHour) },
  };
}

/** Mean over all hours, used or not. */
const hourOf = (owning: OwningBand, life: number, hours: number, side: Side): PerHour =>
  owningPerHour(corner(owning, side), years(life), share(hours / HOURS_PER_DAY));

function evenHoursOf(owning: OwningBand, life: number, rent: number): KnownRent['evenHours'] {
  const at = (side: Side): number | null => {
    const used = breakEven(corner(owning, side), perHour(rent), years(life));
    return used === null ? null : used * HOURS_PER_DAY;
  };
  return { low: at('low'), central: at('central'), high: at('high') };
}
