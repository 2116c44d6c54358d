/** Which hours of a day are cheapest for a job, by prices that a person pastes. No elements. */
import { cheapestHours, dayPrices, type Outcome } from '../../costs';
import { rising } from '../../energy/band';
import { checkRange } from '../../energy/limits';
import { isMissing, type Missing } from '../../predict/basis';
import { dayPricesChart } from '../../report/charts/day-prices';
import { showBand, twoDigits } from '../../report/two-digits';
import { number } from '../energy/fields';
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
      title: 'When is electricity cheapest?',
      ...{ chart: null, sources: [] },
      missing: 'Paste the prices of a day, hour by hour, as your supplier or the exchange gives them.',
    };
  }
  const { machine, settings } = room;
  const { cheapest, dearest, pausing } = cheapestHours(prices, hours);
  const name = `${twoDigits(hours)} hours of work`;
  const title =
    cheapest.price === dearest.price
      ? 'Electricity costs the same at every hour'
      : `${name} are cheapest from ${clock(cheapest.start)}, and dearest from ${clock(dearest.start)}`;
  const taken = Array.from({ length: Math.ceil(hours) }, (_, index) => (cheapest.start + index) % 24);
  const unit = `${settings.currency} per kWh`;
  return {
    ...{ title, missing: '' },
    chart: dayPricesChart({
      ...{ title, prices, unit, chosen: new Set(taken), source: 'typed in' },
      says: `Then a kilowatt-hour costs ${money(cheapest.price)} instead of up to ${money(dearest.price)} ${settings.currency}${savedText(outcome, { room, hours, less: dearest.price - cheapest.price })}.`,
    }),
    sources: [
      'The prices are as typed in; the day is taken to repeat, so that a job may go over midnight.',
      `A job that may pause pays ${money(pausing.price)} ${settings.currency} in the hours from ${pausing.hours.map(clock).join(', ')}.`,
      ...(isMissing(outcome)
        ? []
        : [`Power of the ${machine.name} while it writes: ${outcome.worked.row.provenance.badge}.`]),
    ],
  };
}

interface Saving {
  readonly room: RoomMachine;
  readonly hours: number;
  /** A kilowatt-hour costs so much less. */
  readonly less: number;
}

function savedText(outcome: Outcome | Missing, { room, hours, less }: Saving): string {
  if (isMissing(outcome) || less === 0) return '';
  const { site } = room.machine.prepared.tariff;
  const saved = rising(outcome.worked.energy.attributed.power, (watts) => (watts / 1000) * hours * site * less);
  return `; on this machine that is ${showBand(saved, room.settings.currency)} a time`;
}

/** A price may be below nothing. */
const money = (price: number): string => (price < 0 ? `−${twoDigits(-price)}` : twoDigits(price));

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
