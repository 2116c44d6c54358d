/** Rent or own, by the hours of use: a sentence that decides, and its picture. No elements. */
import { rentOrOwn, type RentOrOwn } from '../../costs';
import { HOURS_PER_MONTH } from '../../energy/figures';
import { rentOrOwnChart } from '../../report/charts/rent-or-own';
import { showBand, twoDigits } from '../../report/two-digits';
import { capitalised } from '../format/capitalised';
import { WORDS } from './catalogue/words';
import type { Finding } from './finding-card';
import type { RoomMachine } from './imagined';

/** @throws TokamarkError `option` that names a setting that cannot be */
export function rentCardOf({ machine, settings }: RoomMachine): Finding {
  const { name, source, prepared } = machine;
  // By what was typed in: a published rent counts where no price to own is known, and then nothing is there to hold it against.
  const found = rentOrOwn({ settings, prepared, source });
  if ('field' in found) {
    return { title: WORDS.rent.untitled(name), chart: null, missing: capitalised(found.why), sources: [] };
  }
  const { at, rent, currency, byHours, basis } = found;
  return {
    title: titleOf(found, name),
    missing: '',
    chart: rentOrOwnChart({
      ...{
        says: saysOf(found),
        source: WORDS.rent.source[source.provenance](name),
        currency,
        byHours,
        at,
      },
      rent: { perHour: rent?.perHour ?? at.evenRent.central, even: rent === null },
    }),
    sources: [
      WORDS.rent.basis(capitalised(basis)),
      rent === null ? WORDS.rent.compared : WORDS.rent.ofAllHours(twoDigits(rent.perHour * HOURS_PER_MONTH), currency),
    ],
  };
}

function titleOf({ at, rent, currency }: RentOrOwn, name: string): string {
  if (rent === null) {
    return WORDS.rent.title.even(name, showBand(at.evenRent, WORDS.rent.anHour(currency)));
  }
  const { low, central, high } = rent.evenHours;
  if (low === null) return WORDS.rent.title.renting(name);
  if (central === null || high === null) {
    return WORDS.rent.title.perhaps(name, twoDigits(low));
  }
  return WORDS.rent.title.owning(name, { hours: twoDigits(central), low: twoDigits(low), high: twoDigits(high) });
}

function saysOf({ at, currency }: RentOrOwn): string {
  return WORDS.rent.says(twoDigits(at.hours), showBand(at.own, WORDS.rent.aMonth(currency)));
}
