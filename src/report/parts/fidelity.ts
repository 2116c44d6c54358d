/** What each format costs: speed, memory and fidelity in one row. Null where it was not measured: a warning says why. */
import { costRows, FIDELITY_TERMS, passageText, speedModel, tensorSheet } from '../fidelity-table';
import type { ModelFormat } from '../../kernels/recipe';
import { ofFewest } from '../batches';
import { isOurs } from '../contestant';
import { inMarkdown } from '../outside-text';
import type { Result } from '../schema';
import { fidelitySchema } from '../schema/fidelity';
import { markdownTable, sheetMarkdown, type Column } from '../table';
import { range } from '../two-digits';
import { everywhere, type ResultPart } from './part';

const schema = fidelitySchema.nullable().default(null);

function section(result: Result): string {
  const { fidelity: measured, adapter } = result;
  if (measured === null) return '';
  const priced = (result.energy?.rows.length ?? 0) > 0;
  const columns: Column[] = [
    { title: 'format', align: 'left' },
    { title: 'decode t/s', align: 'right' },
    { title: 'prefill t/s', align: 'right' },
    { title: 'weights', align: 'right' },
    ...(priced ? ENERGY_COLUMNS : []),
    { title: 'perplexity', align: 'right' },
    { title: 'to FP16', align: 'right' },
    { title: 'KL, nats', align: 'right' },
    { title: 'top-1', align: 'right' },
    { title: 'weight error', align: 'right' },
    { title: 'checked', align: 'left' },
  ];
  const dash = (text: string): string => (text === '' ? '-' : text);
  const rows = costRows(result).map((row) => [
    row.format.toUpperCase(),
    ...[row.decode, row.prefill, row.weights].map(dash),
    ...(priced ? energyOf(row.format, result) : []),
    ...[row.perplexity, row.change, row.kl, row.top1, row.weightError].map(dash),
    row.check,
  ]);
  const speed = speedModel(result);
  const ofSpeed = speed === '' ? '' : ` Speed and weights: ${inMarkdown(speed)}.`;
  const software = adapter.software ? ' **Software adapter: its speeds are not a GPU’s; fidelity is what it is.**' : '';
  const terms = [
    `perplexity: ${FIDELITY_TERMS.perplexity}`,
    `KL: ${FIDELITY_TERMS.kl}`,
    `top-1: ${FIDELITY_TERMS.top1}`,
    `weight error: ${FIDELITY_TERMS.weightError}`,
    ...(priced ? ['J/token, electricity: of decode'] : []),
  ];
  return [
    '## What quantisation costs',
    `Fidelity: ${inMarkdown(passageText(measured))}${ofSpeed}${software}`,
    markdownTable(columns, rows),
    terms.map((term) => `- ${term}`).join('\n'),
  ].join('\n\n');
}

const ENERGY_COLUMNS: readonly Column[] = [
  { title: 'J/token', align: 'right' },
  { title: 'electricity per million', align: 'right' },
  { title: 'provenance', align: 'left' },
];

/** Of the first decode of a format, so that what it costs stands beside what it loses. */
function energyOf(format: ModelFormat, { energy }: Result): readonly string[] {
  const row = ofFewest((energy?.rows ?? []).filter(isOurs)).find(
    (one) => one.format === format && one.phase === 'decode',
  );
  if (row === undefined) return ['-', '-', '-'];
  const { electricityPerMillionTokens: bill, currency } = row.cost;
  const paid = bill === null ? '-' : `${range(bill)} ${currency ?? ''}`;
  return [range(row.joulesPerToken), paid, inMarkdown(row.provenance.badge)];
}

/** In the full report only. */
export function tensorSection({ fidelity: measured }: Result): string {
  const sheet = tensorSheet(measured);
  return sheet.rows.length === 0 ? '' : `## Rounding error of each matrix\n\n${sheetMarkdown(sheet, inMarkdown)}`;
}

export const fidelity: ResultPart<typeof schema> = {
  schema,
  fold: (before, told) => (told.type === 'fidelity' ? told.fidelity : before),
  markdown: everywhere(section),
};
