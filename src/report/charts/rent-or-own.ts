/**
 * What a machine costs a month, owned and rented, by the hours of use a day: two lines, and where they cross. A rent that is paid in all
 * hours, as reserved machines are, is a level third.
 */
import { left, right, sheetOf } from '../table';
import { range, twoDigits } from '../two-digits';
import type { Between } from './bill';
import type { Chart, Mark, Point } from './chart';
import { axisFromZero } from './source';

export interface Month {
  /** Of use a day. */
  readonly hours: number;
  readonly own: Between;
}

export interface OwnedAndRented extends Pick<Chart, 'says' | 'source'> {
  readonly currency: string;
  readonly byHours: readonly Month[];
  /** As chosen. */
  readonly at: Month;
  readonly rent: {
    readonly perHour: number;
    /** Nobody asked for it: at this rent the two cost the same at the hours that were chosen. */
    readonly even: boolean;
  };
}

const DAYS_PER_MONTH = 365 / 12;

export function rentOrOwnChart({ currency, byHours, at, rent, ...about }: OwnedAndRented): Chart {
  const rented = (hours: number): number => rent.perHour * hours * DAYS_PER_MONTH;
  // Of a rent that nobody asked for there is none.
  const inAllHours = rent.even ? null : rented(24);
  const most = Math.max(at.own.high, ...byHours.map(({ own }) => own.high));
  const rentName = `rent at ${twoDigits(rent.perHour)} ${currency} an hour`;
  return {
    ...about,
    ...{ id: 'rent-or-own', title: 'Rent or own', software: false },
    panels: [
      {
        ...{ kind: 'plane', title: '' },
        x: { scale: 'linear', title: 'hours of use a day', from: 0, to: 24 },
        y: axisFromZero(`${currency} a month`, [most, Math.min(rented(24), 2.5 * most)]),
        marks: [
          {
            kind: 'band',
            ink: 'machine',
            points: byHours.map(({ hours, own }) => [hours, own.low, own.high] as const),
          },
          curve(
            'machine',
            byHours.map(({ hours, own }) => [hours, own.central] as const),
            false,
          ),
          curve('rent', withinHeight(rented, 2.5 * most), rent.even),
          ...(inAllHours === null || inAllHours > 2.5 * most
            ? []
            : [
                curve(
                  'rent',
                  [
                    [0, inAllHours],
                    [24, inAllHours],
                  ],
                  true,
                ),
              ]),
          {
            ...{ kind: 'dot', ink: 'machine', at: [at.hours, at.own.central], hollow: false, weight: 1 },
            interval: { low: at.own.low, high: at.own.high },
            label: `${twoDigits(at.hours)} hours a day`,
            explains: `At ${twoDigits(at.hours)} hours of use a day owning costs ${range(at.own)} ${currency} a month.`,
          },
        ],
      },
    ],
    legend: [
      { ink: 'machine', text: 'owned, with electricity' },
      { ink: 'rent', text: inAllHours === null ? rentName : `${rentName}: of use, and dashed in all hours` },
    ],
    table: sheetOf<Month>(
      [
        left('hours a day', ({ hours }) => twoDigits(hours)),
        right(`owned, ${currency} a month`, ({ own }) => range(own)),
        right(`rented by use, ${currency} a month`, ({ hours }) => twoDigits(rented(hours))),
        ...(inAllHours === null
          ? []
          : [right(`rented in all hours, ${currency} a month`, () => twoDigits(inAllHours))]),
      ],
      byHours.filter(({ hours }) => hours % 4 === 0),
    ),
  };
}

const curve = (ink: 'machine' | 'rent', points: readonly Point[], dashed: boolean): Mark => ({
  ...{ kind: 'curve', ink, points, dashed },
});

/** A dear rent leaves the picture before the day is over. */
function withinHeight(rented: (hours: number) => number, most: number): readonly Point[] {
  const last = rented(24) > most ? (24 * most) / rented(24) : 24;
  return [
    [0, 0],
    [last, rented(last)],
  ];
}
