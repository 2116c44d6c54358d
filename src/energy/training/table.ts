/** Training budgets as a Markdown table, and the words for long times. Not how they are worked out. */
import type { Years } from '../../foundation/energy-units';
import { markdownTable, type Column } from '../../report/table';
import { showBand, twoDigits } from '../../report/two-digits';
import type { Currency } from '../money';
import type { TrainingRow } from './on-this-gpu';

const COLUMNS: readonly Column[] = [
  { title: 'model', align: 'left' },
  { title: 'FLOPs', align: 'right' },
  { title: 'which figure', align: 'left' },
  { title: 'on this GPU', align: 'right' },
  { title: 'electricity, kWh', align: 'right' },
  { title: 'cost', align: 'right' },
];

export function trainingTable(rows: readonly TrainingRow[], currency: Currency | null): string {
  const cells = rows.map((row) => [
    row.model.name,
    row.compute.flops === null ? '-' : row.compute.flops.toExponential(1),
    row.compute.says,
    row.years === null ? '-' : showSpan(row.years),
    row.electricity === null ? '-' : showBand(row.electricity, 'kWh'),
    row.cost === null ? '-' : showBand(row.cost, currency ?? ''),
  ]);
  return markdownTable(COLUMNS, cells);
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
