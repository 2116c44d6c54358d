/** Which hours of a day are cheapest for a job, by prices that a person pastes. No elements. */
import { cheapestHours, dayPrices, type Outcome } from '../../costs';
import { rising } from '../../energy/band';
import { checkRange } from '../../energy/limits';
import { isMissing, type Missing } from '../../predict/basis';
import { dayPricesChart } from '../../report/charts/day-prices';
import { showBand, twoDigits } from '../../report/two-digits';
import { number } from '../energy/fields';
import { WORDS } from './catalogue/words';
import type { Finding } from './finding-card';
import type { RoomMachine } from './imagined';
import type { WhatIfFields } from './what-if-fields';

export interface Day {
  /** Null: none was given. */
  readonly prices: readonly number[] | null;
  /** Of the job. */
  readonly hours: number;
}

const USUAL_HOURS = 2;

/** @throws TokamarkError `option` that names the field. */
export function dayOf({ hourly, jobHours }: WhatIfFields): Day {
  return {
    prices: hourly.trim() === '' ? null : dayPrices(hourly),
    hours: checkRange('jobHours', number(jobHours) ?? USUAL_HOURS, [0.1, 24, 'hours']),
  };
}

export function hoursCardOf({ prices, hours }: Day, room: RoomMachine, outcome: Outcome | Missing): Finding {
  if (prices === null) {
    return {
      title: WORDS.hours.untitled,
      ...{ chart: null, sources: [] },
      missing: WORDS.hours.paste,
    };
  }
  const { machine, settings } = room;
  const { cheapest, dearest, pausing } = cheapestHours(prices, hours);
  const title =
    cheapest.price === dearest.price
      ? WORDS.hours.same
      : WORDS.hours.title(twoDigits(hours), clock(cheapest.start), clock(dearest.start));
  const taken = Array.from({ length: Math.ceil(hours) }, (_, index) => (cheapest.start + index) % 24);
  const { currency } = settings;
  const between = { cheap: money(cheapest.price), dear: money(dearest.price), currency };
  const saved = savedText(outcome, { room, hours, less: dearest.price - cheapest.price });
  return {
    ...{ title, missing: '' },
    chart: dayPricesChart({
      ...{ title, prices, unit: WORDS.hours.unit(currency), chosen: new Set(taken), source: WORDS.hours.source },
      says: saved === null ? WORDS.hours.says(between) : WORDS.hours.saysSaved(between, saved),
    }),
    sources: [
      WORDS.hours.sources.day,
      WORDS.hours.sources.pausing(money(pausing.price), currency, pausing.hours.map(clock).join(', ')),
      ...(isMissing(outcome) ? [] : [WORDS.hours.sources.power(machine.name, outcome.worked.row.provenance.badge)]),
    ],
  };
}

interface Saving {
  readonly room: RoomMachine;
  readonly hours: number;
  /** A kilowatt-hour costs so much less. */
  readonly less: number;
}

/** Null where nothing is saved, or it is not known. */
function savedText(outcome: Outcome | Missing, { room, hours, less }: Saving): string | null {
  if (isMissing(outcome) || less === 0) return null;
  const { site } = room.machine.prepared.tariff;
  const saved = rising(outcome.worked.energy.attributed.power, (watts) => (watts / 1000) * hours * site * less);
  return showBand(saved, room.settings.currency);
}

/** A price may be below nothing. */
const money = (price: number): string => (price < 0 ? `−${twoDigits(-price)}` : twoDigits(price));

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
