/** How much each format writes within a budget: a bar each, by its best number of sequences, or why there is none. */
import type { ModelFormat } from '../../kernels/recipe';
import { left, right, sheetOf } from '../table';
import { range } from '../two-digits';
import type { Between } from './bill';
import type { Chart } from './chart';
import { axisFromZero } from './source';

export interface BudgetRow {
  readonly format: ModelFormat;
  readonly batch: number;
  /** Null where it is refused. */
  readonly tokens: Between | null;
  /** What there would have to be more of, or why it is refused. */
  readonly why: string;
}

const MILLION = 1e6;

export function budgetChart(rows: readonly BudgetRow[], about: Pick<Chart, 'title' | 'says' | 'source'>): Chart | null {
  const most = rows.map(({ tokens }) => (tokens?.high ?? 0) / MILLION);
  if (most.every((one) => one === 0)) return null;
  const millions = ({ tokens }: BudgetRow): string => (tokens === null ? '-' : range(inMillions(tokens)));
  return {
    ...{ id: 'budget', ...about, software: false },
    panels: [
      {
        ...{ kind: 'rows', title: '' },
        x: axisFromZero('million useful tokens a month', most),
        rows: rows.map((row) => {
          const { format, batch, tokens, why } = row;
          const name = tokens === null ? format.toUpperCase() : `${format.toUpperCase()} × ${batch}`;
          if (tokens === null) return { name, value: why, segments: [], interval: null };
          const shown = inMillions(tokens);
          const value = range(shown);
          const how = batch === 1 ? 'one sequence' : `${batch} sequences at once`;
          return {
            ...{ name, value, interval: { low: shown.low, high: shown.high } },
            segments: [
              {
                ink: format,
                from: 0,
                to: shown.central,
                explains: `${format.toUpperCase()}, ${how}: ${value}; more would need ${why}.`,
              },
            ],
          };
        }),
      },
    ],
    legend: [],
    table: sheetOf<BudgetRow>(
      [
        left('format', ({ format }) => format.toUpperCase()),
        right('sequences at once', ({ batch, tokens }) => (tokens === null ? '-' : String(batch))),
        right('million useful tokens a month', millions),
        left('more would need', ({ tokens, why }) => (tokens === null ? `refused: ${why}` : why)),
      ],
      rows,
    ),
  };
}

const inMillions = ({ low, central, high }: Between): Between => ({
  ...{ low: low / MILLION, central: central / MILLION, high: high / MILLION },
});
