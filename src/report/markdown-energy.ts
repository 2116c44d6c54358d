/** What a token costs, as Markdown: the range first, then the middle, each with where it comes from. */
import { inMarkdown } from './outside-text';
import type { Result } from './schema';
import type { Energy } from './schema/energy';
import { markdownTable, type Column } from './table';
import { range } from './two-digits';

const COLUMNS: readonly Column[] = [
  { title: 'format', align: 'left' },
  { title: 'test', align: 'left' },
  { title: 'power, W', align: 'right' },
  { title: 'J/token', align: 'right' },
  { title: 'tokens/J', align: 'right' },
  { title: 'Wh a million', align: 'right' },
  { title: 'electricity a million', align: 'right' },
  { title: 'g CO2 a million', align: 'right' },
];

/** Empty where no energy was worked out. */
export function energySection({ energy }: Result): string {
  if (energy === null) return '';
  const title = '## What a token costs';
  if (energy.rows.length === 0) return `${title}\n\n${inMarkdown(energy.reason)}`;
  const rows = energy.rows.map((row) => [
    row.format.toUpperCase(),
    inMarkdown(row.test),
    range(row.powerWatts),
    range(row.joulesPerToken),
    range(row.tokensPerJoule),
    range(row.wattHoursPerMillionTokens),
    row.cost.electricityPerMillionTokens === null
      ? '-'
      : `${range(row.cost.electricityPerMillionTokens)} ${row.cost.currency ?? ''}`,
    row.carbon.gramsPerMillionTokens === null ? '-' : range(row.carbon.gramsPerMillionTokens),
  ]);
  return [title, lead(energy), markdownTable(COLUMNS, rows), answers(energy), notes(energy)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function lead({ device, reason, rows, tariff }: Energy): string {
  const badges = [...new Set(rows.map((row) => row.provenance.badge))].join('; ');
  const what = device === null ? '' : `${inMarkdown(device.name)}. `;
  const { pricePerKilowattHour = null, currency, priceSource, gramsPerKilowattHour = null, gridSource } = tariff ?? {};
  const price =
    pricePerKilowattHour === null
      ? 'No electricity price with a source is known there. '
      : `${pricePerKilowattHour} ${currency ?? ''} a kWh (${inMarkdown(priceSource ?? '')}). `;
  const grid =
    gramsPerKilowattHour === null ? '' : `${gramsPerKilowattHour} g CO2 a kWh (${inMarkdown(gridSource ?? '')}). `;
  return `**${badges}.** ${what}${price}${grid}PUE ${tariff?.pue ?? 1}. Low to high (middle). ${inMarkdown(reason)}`.trim();
}

function answers({ answers: all }: Energy): string {
  return all
    .map(({ format, promptTokens, answerTokens, joules, wattHours }) =>
      [
        `- An answer of ${answerTokens} tokens to a prompt of ${promptTokens} at ${format.toUpperCase()}:`,
        `${range(joules)} J, ${range(wattHours)} Wh.`,
      ].join(' '),
    )
    .join('\n');
}

function notes({ rows }: Energy): string {
  return [...new Set(rows.flatMap((row) => [...row.provenance.notes, ...row.cost.missing]))]
    .map((note) => `- ${inMarkdown(note)}`)
    .join('\n');
}
