/** What would change a price most: for each thing a bar from its cheapest to its dearest, through the price as it is. */
import { left, right, sheetOf } from '../table';
import { range, twoDigits } from '../two-digits';
import type { Between } from './bill';
import type { Chart } from './chart';
import { logAxis } from './source';

interface End {
  readonly at: string;
  readonly price: Between;
}

export interface TornadoRow {
  readonly what: string;
  readonly cheap: End;
  readonly dear: End;
}

interface Priced extends Pick<Chart, 'title' | 'says' | 'source'> {
  /** Of every price, such as `USD for a thousand answers`. */
  readonly unit: string;
  readonly price: Between;
}

/** Null where nothing changes it. */
export function tornadoChart(rows: readonly TornadoRow[], { unit, price, ...about }: Priced): Chart | null {
  if (rows.length === 0) return null;
  const now = price.central;
  const within = (from: number, to: number): boolean => to > from * (1 + 1e-9);
  return {
    ...{ id: 'tornado', ...about, software: false },
    panels: [
      {
        ...{ kind: 'rows', title: '' },
        x: logAxis(
          unit,
          rows.flatMap(({ cheap, dear }) => [cheap.price.central, dear.price.central]),
        ),
        rows: rows.map(({ what, cheap, dear }) => {
          const times = twoDigits(dear.price.central / cheap.price.central);
          const value = `${cheap.at} to ${dear.at}: ${times} ×`;
          const [low, high] = [Math.min(cheap.price.central, now), Math.max(dear.price.central, now)];
          return {
            ...{ name: what, value, interval: null },
            segments: [
              ...(within(low, now)
                ? [{ ink: 'cheaper' as const, from: low, to: now, explains: `${what} of ${ended(cheap)} ${unit}.` }]
                : []),
              ...(within(now, high)
                ? [{ ink: 'dearer' as const, from: now, to: high, explains: `${what} of ${ended(dear)} ${unit}.` }]
                : []),
            ],
          };
        }),
      },
    ],
    legend: [
      { ink: 'cheaper', text: 'cheaper than now' },
      { ink: 'dearer', text: 'dearer' },
    ],
    table: sheetOf<TornadoRow>(
      [
        left('what changes', ({ what }) => what),
        left('cheapest at', ({ cheap }) => cheap.at),
        right(unit, ({ cheap }) => range(cheap.price)),
        left('dearest at', ({ dear }) => dear.at),
        right(`then ${unit}`, ({ dear }) => range(dear.price)),
      ],
      rows,
    ),
  };
}

/** `64: 0.021` */
const ended = ({ at, price }: End): string => `${at}: ${twoDigits(price.central)}`;
