/** What a token costs, as Markdown: the range first, then the middle, each with where it comes from. */
import { inMarkdown } from './outside-text';
import type { Result } from './schema';
import type { Energy } from './schema/energy';
import { markdownTable, type Column } from './table';
import { coolingText, range } from './two-digits';

const COLUMNS: readonly Column[] = [
  { title: 'format', align: 'left' },
  { title: 'test', align: 'left' },
  { title: 'power, W', align: 'right' },
  { title: 'J/token', align: 'right' },
  { title: 'above idle, J/token', align: 'right' },
  { title: 'tokens/J', align: 'right' },
  { title: 'tokens/s a MW', align: 'right' },
  { title: 'Wh a million', align: 'right' },
  { title: 'electricity a million', align: 'right' },
  { title: 'machine a million', align: 'right' },
  { title: 'g CO2 a million', align: 'right' },
  { title: 'how known', align: 'left' },
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
    rangeOf(row.marginalJoulesPerToken),
    range(row.tokensPerJoule),
    range(row.tokensPerSecondPerMegawatt),
    range(row.wattHoursPerMillionTokens),
    rangeOf(row.cost.electricityPerMillionTokens, row.cost.currency),
    rangeOf(row.cost.hardware?.perMillionTokens ?? null, row.cost.hardware?.currency),
    rangeOf(row.carbon.gramsPerMillionTokens),
    inMarkdown(row.provenance.badge),
  ]);
  return [title, lead(energy), markdownTable(COLUMNS, rows), answers(energy), notes(energy)]
    .filter((part) => part !== '')
    .join('\n\n');
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
      : `${pricePerKilowattHour} ${currency ?? ''} a kWh (${inMarkdown(priceSource ?? '')}). `;
  const grid =
    gramsPerKilowattHour === null ? '' : `${gramsPerKilowattHour} g CO2 a kWh (${inMarkdown(gridSource ?? '')}). `;
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
      `- Beside it, as published: ${inMarkdown(what)} ${wattHours} Wh; counts ${inMarkdown(counts)} (${inMarkdown(source)}).`,
  );
  return all.length === 0 ? '' : [...lines, ...others].join('\n');
}

function notes({ rows, unused = [] }: Energy): string {
  const said = rows.flatMap((row) => [...row.provenance.notes, ...row.cost.missing]);
  return [...new Set([...unused.map(({ why }) => why), ...said])].map((note) => `- ${inMarkdown(note)}`).join('\n');
}
