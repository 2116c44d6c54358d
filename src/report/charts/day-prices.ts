/** The price of electricity over a day: a column for each hour, and those of a job in another colour. */
import { left, right, sheetOf } from '../table';
import { twoDigits } from '../two-digits';
import type { Chart, Column } from './chart';

export interface DayPrices extends Pick<Chart, 'title' | 'says' | 'source'> {
  readonly unit: string;
  readonly prices: readonly number[];
  /** Hours in which the job works. */
  readonly chosen: ReadonlySet<number>;
}

export function dayPricesChart({ unit, prices, chosen, ...about }: DayPrices): Chart {
  const columns = (wanted: boolean): readonly Column[] =>
    prices.flatMap((price, hour) =>
      chosen.has(hour) === wanted
        ? [
            {
              from: hour + 0.06,
              to: hour + 0.94,
              height: price,
              explains: `${clock(hour)}: ${twoDigits(price)} ${unit}.`,
            },
          ]
        : [],
    );
  const [least, most] = [Math.min(0, ...prices), Math.max(0, ...prices)];
  return {
    ...{ id: 'day-prices', ...about, software: false },
    panels: [
      {
        ...{ kind: 'plane', title: '' },
        x: { scale: 'linear', title: 'hour of the day', from: 0, to: 24 },
        y: { scale: 'linear', title: unit, from: 1.06 * least, to: most > least ? 1.06 * most : 1 },
        marks: [
          { kind: 'columns', ink: 'other-engine', columns: columns(false) },
          { kind: 'columns', ink: 'cheaper', columns: columns(true) },
        ],
      },
    ],
    legend: [
      { ink: 'cheaper', text: 'cheapest start' },
      { ink: 'other-engine', text: 'other hours' },
    ],
    table: sheetOf<number>(
      [
        left('hour', clock),
        right(unit, (hour) => twoDigits(prices[hour] ?? NaN)),
        left('job', (hour) => (chosen.has(hour) ? 'cheapest start' : '-')),
      ],
      prices.map((_, hour) => hour),
    ),
  };
}

/** `03:00` */
const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
