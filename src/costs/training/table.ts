/** Training budgets as a Markdown table, and the words for long times. Not how they are worked out. */
import type { Years } from '../../foundation/energy-units';
import { markdownTable, type Column } from '../../report/table';
import { showBand, twoDigits } from '../../report/two-digits';
import type { Band } from '../../energy/band';
import type { Currency } from '../../energy/money';
import type { TrainingRow } from './on-this-gpu';

const TITLES = [
  'model',
  '6·N·D, FLOPs',
  'reported',
  'used here',
  'on this GPU',
  'electricity',
  'its cost',
  'its carbon',
] as const;

/** Cells in the order of `trainingTitles`; the two figures stand side by side, and the one that was taken is named. */
export function trainingCells(row: TrainingRow, currency: Currency | null): readonly string[] {
  const { model, compute } = row;
  return [
    model.name,
    compute.computed === null ? '-' : showFlops(compute.computed),
    reported(row),
    compute.says,
    row.years === null ? '-' : showSpan(row.years),
    row.electricity === null ? '-' : showBand(row.electricity, 'kWh'),
    row.cost === null ? '-' : showBand(row.cost, currency ?? ''),
    row.grams === null ? '-' : showBand(tonnes(row.grams), 't CO2'),
  ];
}

export const trainingTitles: readonly string[] = TITLES;

export function trainingTable(rows: readonly TrainingRow[], currency: Currency | null): string {
  const columns = TITLES.map((title, index): Column => ({ title, align: index === 1 || index > 3 ? 'right' : 'left' }));
  return markdownTable(
    columns,
    rows.map((row) => trainingCells(row, currency)),
  );
}

const GRAMS_PER_TONNE = 1e6;

const tonnes = ({ low, central, high }: Band<number>): Band<number> => ({
  low: low / GRAMS_PER_TONNE,
  central: central / GRAMS_PER_TONNE,
  high: high / GRAMS_PER_TONNE,
});

/** `3.8 × 10²⁵ FLOPs; 30,840,000 hours of H100 SXM`, with what the hours mean; what was not reported is said. */
function reported({ model, compute, publishedUtilisation: share, gpuName }: TrainingRow): string {
  const { gpuHours } = model.published;
  const parts = [
    ...(compute.published === null ? [] : [`${showFlops(compute.published)} FLOPs`]),
    ...(gpuHours === null
      ? []
      : [
          `${gpuHours.toLocaleString('en')} hours of ${gpuName ?? 'a GPU'}` +
            (share === null ? '' : ` (6·N·D would be ${twoDigits(100 * share)} % of its peak)`),
        ]),
  ];
  return parts.length === 0 ? 'neither FLOPs nor GPU hours found' : parts.join('; ');
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `3.1 × 10²³` */
function showFlops(value: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential(1).split('e+');
  return `${mantissa} × 10${exponent.replace(/\d/g, (digit) => RAISED[Number(digit)] ?? '')}`;
}

/** Years where there is at least one; else days, hours or minutes. */
export function showSpan(span: Years): string {
  const scales = [
    [1, 'years'],
    [1 / 365, 'days'],
    [1 / 8760, 'hours'],
  ] as const;
  for (const [unit, name] of scales) if (span >= unit) return `${twoDigits(span / unit)} ${name}`;
  return `${twoDigits(span * 8760 * 60)} minutes`;
}
