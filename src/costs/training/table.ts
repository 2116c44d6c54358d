/** Training budgets as a table, and the words for long times. */
import type { Years } from '../../foundation/energy-units';
import { left, right, sheetOf, type Sheet } from '../../report/table';
import { showBand, twoDigits } from '../../report/two-digits';
import { rising, type Band } from '../../energy/band';
import type { Currency } from '../../energy/money';
import type { TrainingRow } from './on-this-gpu';

/** Two figures of the FLOPs stand side by side, and the one that was taken is named. */
export function trainingSheet(rows: readonly TrainingRow[], currency: Currency | null): Sheet {
  const orNone = (value: Band<number> | null, unit: string): string => (value === null ? '-' : showBand(value, unit));
  return sheetOf<TrainingRow>(
    [
      left('model', ({ model }) => model.name),
      right('6·N·D, FLOPs', ({ compute: { computed } }) => (computed === null ? '-' : showFlops(computed))),
      left('reported', reported),
      left('used here', ({ compute }) => compute.says),
      right('on this GPU', ({ years }) => (years === null ? '-' : showSpan(years))),
      right('electricity', ({ electricity }) => orNone(electricity, 'kWh')),
      right('its cost', ({ cost }) => orNone(cost, currency ?? '')),
      right('its carbon', ({ grams }) => orNone(grams === null ? null : rising(grams, tonnes), 't CO2')),
    ],
    rows,
  );
}

const tonnes = (grams: number): number => grams / 1e6;

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
