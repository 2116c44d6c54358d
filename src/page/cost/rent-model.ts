/** Rent or own, by the hours of use: a sentence that decides, and its picture. No elements. */
import { rentOrOwn, type RentOrOwn } from '../../costs';
import { HOURS_PER_MONTH } from '../../energy/figures';
import type { PowerSource } from '../../energy/power-source';
import { rentOrOwnChart } from '../../report/charts/rent-or-own';
import { showBand, twoDigits } from '../../report/two-digits';
import { capitalised } from '../format/capitalised';
import type { Finding } from './finding-card';
import type { RoomMachine } from './imagined';

const POWER: Readonly<Record<PowerSource['provenance'], string>> = {
  ...{ estimated: 'as estimated', typed: 'as typed in', calibrated: 'as calibrated' },
  ...{ imported: 'as measured outside', measured: 'as measured' },
};

/** @throws TokamarkError `option` that names a setting that cannot be */
export function rentCardOf({ machine, settings }: RoomMachine): Finding {
  const { name, source, prepared } = machine;
  // By what was typed in: a published rent counts where no price to own is known, and then nothing is there to hold it against.
  const found = rentOrOwn({ settings, prepared, source });
  if ('field' in found) {
    return { title: `Rent or own ${name}?`, chart: null, missing: capitalised(found.why), sources: [] };
  }
  const { at, rent, currency, byHours, basis } = found;
  return {
    title: titleOf(found, name),
    missing: '',
    chart: rentOrOwnChart({
      ...{
        says: saysOf(found),
        source: `Power of the ${name} ${POWER[source.provenance]}; prices typed in or published.`,
        currency,
        byHours,
        at,
      },
      rent: { perHour: rent?.perHour ?? at.evenRent.central, even: rent === null },
    }),
    sources: [
      `${capitalised(basis)}; idle power is paid in the hours without use.`,
      rent === null
        ? 'A rent is compared here as paid for hours of use alone.'
        : `A rent that is paid for hours of use alone rises with them. Paid in all hours, as the other cards count it, it is ${twoDigits(rent.perHour * HOURS_PER_MONTH)} ${currency} a month.`,
    ],
  };
}

function titleOf({ at, rent, currency }: RentOrOwn, name: string): string {
  if (rent === null) {
    return `Owning a ${name} costs as much as a rent of ${showBand(at.evenRent, `${currency} an hour`)}`;
  }
  const { low, central, high } = rent.evenHours;
  if (low === null) return `Renting a ${name} is cheaper, however long it is used`;
  if (central === null || high === null) {
    return `Owning a ${name} is cheaper from ${hours(low)} at best, and may never be`;
  }
  return `Owning a ${name} is cheaper from ${hours(central)} of use a day (${twoDigits(low)} to ${twoDigits(high)})`;
}

const hours = (value: number): string => `${twoDigits(value)} hours`;

function saysOf({ at, currency }: RentOrOwn): string {
  return `At ${twoDigits(at.hours)} hours of use a day owning costs ${showBand(at.own, `${currency} a month`)}. The band is what is not known of its power.`;
}
