/** How a GPU is used by each format, three ways beside each other: tokens per PFLOP, and the shares of arithmetic and of bandwidth. */
import type { ModelFormat } from '../../kernels/recipe';
import { left, right, sheetOf } from '../table';
import { range } from '../two-digits';
import type { Between } from './bill';
import type { Chart, RowsPanel } from './chart';
import { axisFromZero } from './source';

export interface UseRow {
  readonly format: ModelFormat;
  readonly tokensPerPetaflop: Between | null;
  /** From 0 to 1, as the next. */
  readonly arithmetic: Between | null;
  readonly bandwidth: Between | null;
}

interface Measure {
  readonly title: string;
  readonly unit: string;
  readonly of: (row: UseRow) => Between | null;
}

const percent = (of: Between | null): Between | null =>
  of === null ? null : { low: 100 * of.low, central: 100 * of.central, high: 100 * of.high };

const MEASURES: readonly Measure[] = [
  { title: 'Tokens per PFLOP', unit: 'tokens', of: ({ tokensPerPetaflop }) => tokensPerPetaflop },
  { title: 'Arithmetic used', unit: '% of the FLOP/s', of: ({ arithmetic }) => percent(arithmetic) },
  { title: 'Bandwidth used', unit: '% of the bandwidth', of: ({ bandwidth }) => percent(bandwidth) },
];

/** Null where none of it is known. */
export function useChart(rows: readonly UseRow[], about: Pick<Chart, 'title' | 'says' | 'source'>): Chart | null {
  const panels = MEASURES.flatMap((measure) => panelOf(measure, rows) ?? []);
  if (panels.length === 0) return null;
  return {
    ...{ id: 'use', ...about, software: false, panels, legend: [] },
    table: sheetOf<UseRow>(
      [
        left('format', ({ format }) => format.toUpperCase()),
        ...MEASURES.map(({ title, unit, of }) =>
          right<UseRow>(`${title}, ${unit}`, (row) => {
            const value = of(row);
            return value === null ? '-' : range(value);
          }),
        ),
      ],
      rows,
    ),
  };
}

function panelOf({ title, unit, of }: Measure, rows: readonly UseRow[]): RowsPanel | null {
  const known = rows.flatMap((row) => {
    const value = of(row);
    return value === null ? [] : [{ row, value }];
  });
  if (known.length === 0) return null;
  return {
    ...{ kind: 'rows', title },
    x: axisFromZero(
      unit,
      known.map(({ value }) => value.high),
    ),
    rows: known.map(({ row: { format }, value }) => {
      const name = format.toUpperCase();
      return {
        ...{ name, value: range(value), interval: { low: value.low, high: value.high } },
        segments: [{ ink: format, from: 0, to: value.central, explains: `${name}: ${range(value)} ${unit}.` }],
      };
    }),
  };
}
