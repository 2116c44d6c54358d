/**
 * What a token costs: in Markdown the range first, then the middle, each with where it comes from; in CSV the same on each repetition of
 * a speed. Worked out of the speeds after a run (energy/of-result.ts), so that no event tells of it; null where nobody asked for it.
 */
import { contestantName } from '../../benchmark/whose';
import { inMarkdown } from '../outside-text';
import type { Result, ResultEntry } from '../schema';
import type { Energy } from '../schema/energy';
import { left, right, sheetMarkdown, sheetOf } from '../table';
import { coolingText, range } from '../two-digits';
import { isSameMeasurement } from './entries';
import type { ResultPart } from './part';

const COLUMNS = [
  left<Row>('format', contestantName),
  left<Row>('test', ({ test }) => test),
  right<Row>('power, W', ({ powerWatts }) => range(powerWatts)),
  right<Row>('J/token', ({ joulesPerToken }) => range(joulesPerToken)),
  right<Row>('above idle, J/token', ({ marginalJoulesPerToken }) => rangeOf(marginalJoulesPerToken)),
  right<Row>('tokens/J', ({ tokensPerJoule }) => range(tokensPerJoule)),
  right<Row>('tokens/s a MW', ({ tokensPerSecondPerMegawatt }) => range(tokensPerSecondPerMegawatt)),
  right<Row>('Wh per million', ({ wattHoursPerMillionTokens }) => range(wattHoursPerMillionTokens)),
  right<Row>('electricity per million', ({ cost }) => rangeOf(cost.electricityPerMillionTokens, cost.currency)),
  right<Row>('machine per million', ({ cost: { hardware } }) =>
    rangeOf(hardware?.perMillionTokens ?? null, hardware?.currency),
  ),
  right<Row>('g CO2 per million', ({ carbon }) => rangeOf(carbon.gramsPerMillionTokens)),
  left<Row>('provenance', ({ provenance }) => provenance.badge),
];

/** Empty where no energy was worked out. */
export function energySection({ energy: known }: Result): string {
  if (known === null) return '';
  const title = '## What a token costs';
  if (known.rows.length === 0) return `${title}\n\n${inMarkdown(known.reason)}`;
  const table = sheetMarkdown(sheetOf(COLUMNS, known.rows), inMarkdown);
  return [title, lead(known), table, answers(known), notes(known)].filter((part) => part !== '').join('\n\n');
}

function rangeOf(one: Band | null, unit: string | null | undefined = ''): string {
  return one === null ? '-' : `${range(one)} ${unit ?? ''}`.trim();
}

type Band = Parameters<typeof range>[0];

function lead({ device, reason, rows, tariff }: Energy): string {
  const badges = [...new Set(rows.map((row) => inMarkdown(row.provenance.badge)))].join('; ');
  const what = device === null ? '' : `${inMarkdown(device.name)}. `;
  const { pricePerKilowattHour = null, currency, priceSource, gramsPerKilowattHour = null, gridSource } = tariff ?? {};
  const price =
    pricePerKilowattHour === null
      ? 'No electricity price with a source is known there. '
      : `${pricePerKilowattHour} ${currency ?? ''} per kWh (${inMarkdown(priceSource ?? '')}). `;
  const grid =
    gramsPerKilowattHour === null ? '' : `${gramsPerKilowattHour} g CO2 per kWh (${inMarkdown(gridSource ?? '')}). `;
  return `**${badges}.** ${what}${price}${grid}${coolingText(tariff?.pue ?? 1)} Low to high (middle). ${inMarkdown(reason)}`.trim();
}

/** Energy of an answer, what else takes so much, and how well each is known. */
function answers({ answers: all, everyday = [], tariff }: Energy): string {
  const lines = all.map(({ format, promptTokens, answerTokens, joules, wattHours, cost, grams, provenance }) =>
    [
      `- An answer of ${answerTokens} tokens to a prompt of ${promptTokens} at ${format.toUpperCase()}:`,
      [
        `${range(joules)} J`,
        `${range(wattHours)} Wh`,
        ...(cost === null ? [] : [`${range(cost)} ${tariff?.currency ?? ''} of electricity`]),
        ...(grams === null ? [] : [`${range(grams)} g CO2`]),
      ].join(', '),
      `(${inMarkdown(provenance.badge)}).`,
    ].join(' '),
  );
  const others = everyday.map(
    ({ what, wattHours, counts, source }) =>
      `- For comparison, as published: ${inMarkdown(what)} ${wattHours} Wh; counted: ${inMarkdown(counts)} (${inMarkdown(source)}).`,
  );
  return all.length === 0 ? '' : [...lines, ...others].join('\n');
}

function notes({ rows, unused = [] }: Energy): string {
  const said = rows.flatMap((row) => [...row.provenance.notes, ...row.cost.missing]);
  return [...new Set([...unused.map(({ why }) => why), ...said])].map((note) => `- ${inMarkdown(note)}`).join('\n');
}

type Row = Energy['rows'][number];
type Answer = Energy['answers'][number];

/** What one measured speed has: its own figures, and of a decode the answer that it writes. */
interface Found {
  readonly row: Row | null;
  readonly answer: Answer | null;
  readonly energy: Energy;
}

type Cell = string | number;
type ColumnOf = readonly [string, (found: Found) => Cell];

const text = (name: string, of: (row: Row) => Cell): ColumnOf => [name, ({ row }) => (row === null ? '' : of(row))];

const bands = (name: string, of: (found: Found) => Band | null): readonly ColumnOf[] =>
  (['low', 'central', 'high'] as const).map((side): ColumnOf => [
    `${name}_${side}`,
    (found) => of(found)?.[side] ?? '',
  ]);

const ofRow = (name: string, of: (row: Row) => Band | null): readonly ColumnOf[] =>
  bands(name, ({ row }) => (row === null ? null : of(row)));

const CSV_COLUMNS: readonly ColumnOf[] = [
  text('energy_provenance', (row) => row.provenance.kind),
  text('energy_measured_range', (row) => row.provenance.measuredRange ?? ''),
  text('energy_boundary', (row) => row.provenance.boundary),
  text('energy_idle', (row) => row.provenance.idle),
  ...ofRow('power_watts', (row) => row.powerWatts),
  ...ofRow('joules_per_token', (row) => row.joulesPerToken),
  ...ofRow('marginal_joules_per_token', (row) => row.marginalJoulesPerToken),
  ...ofRow('tokens_per_joule', (row) => row.tokensPerJoule),
  ...ofRow('tokens_per_second_per_megawatt', (row) => row.tokensPerSecondPerMegawatt),
  ...ofRow('watt_hours_per_million_tokens', (row) => row.wattHoursPerMillionTokens),
  ...ofRow('electricity_per_million_tokens', (row) => row.cost.electricityPerMillionTokens),
  text('electricity_currency', (row) => row.cost.currency ?? ''),
  ...ofRow('machine_per_million_tokens', (row) => row.cost.hardware?.perMillionTokens ?? null),
  text('machine_currency', (row) => row.cost.hardware?.currency ?? ''),
  text('machine_paid', (row) => row.cost.hardware?.basis ?? ''),
  ...ofRow('grams_co2_per_million_tokens', (row) => row.carbon.gramsPerMillionTokens),
  ['pue', ({ row, energy }) => (row === null ? '' : (energy.tariff?.pue ?? ''))],
  ['answer_prompt_tokens', ({ answer }) => answer?.promptTokens ?? ''],
  ['answer_tokens', ({ answer }) => answer?.answerTokens ?? ''],
  ['answer_provenance', ({ answer }) => answer?.provenance.kind ?? ''],
  ['answer_measured_range', ({ answer }) => answer?.provenance.measuredRange ?? ''],
  ...bands('answer_joules', ({ answer }) => answer?.joules ?? null),
];

/** Empty where the result has no energy. */
function cells({ energy: known }: Result, entry: ResultEntry): readonly Cell[] {
  if (known === null) return CSV_COLUMNS.map(() => '');
  const row = known.rows.find((one) => isSameMeasurement(one, entry)) ?? null;
  const { engine, format, model } = entry;
  const isOf = (one: Answer) => one.engine === engine && one.format === format && one.model === model.name;
  const answer = entry.phase === 'decode' && row !== null ? (known.answers.find(isOf) ?? null) : null;
  return CSV_COLUMNS.map(([, cell]) => cell({ row, answer, energy: known }));
}

export const energy: ResultPart<'energy'> = {
  markdown: energySection,
  csv: { names: CSV_COLUMNS.map(([name]) => name), cells },
};
