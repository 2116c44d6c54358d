/** The comparison, the mark-up and the value of each format as Markdown tables. Not how they are worked out. */
import { oneLine } from '../../report/outside-text';
import { markdownTable, type Column } from '../../report/table';
import type { Band } from '../band';
import { showBand, twoDigits } from '../../report/two-digits';
import type { MetricComparison } from './compare';
import type { Figure, Metric } from './figure';
import type { MarkUp } from './markup';
import { markUpCells, markUpTitles, RENT_NOTE } from './markup-words';
import type { Flip } from './ranking';
import type { ValueRow } from './value';

const left = (title: string): Column => ({ title, align: 'left' });
const right = (title: string): Column => ({ title, align: 'right' });

const METRIC_NAMES: Readonly<Record<Metric, string>> = {
  computeCost: 'compute cost',
  flopsPerMoney: 'FLOPS per dollar',
  costPerToken: 'cost per token',
};

/** Machines as rows, metrics as columns; nothing is ordered by a metric. */
export function metricsTable({ figures, gaps, rankings, flips, published }: MetricComparison): string {
  const keys = [...figures, ...gaps].map(({ machine, name }) => ({ machine, name }));
  const machines = [...new Map(keys.map((key) => [key.machine, key])).values()];
  const rows = machines.map(({ machine, name }) => {
    const of = (metric: Metric, unit: (figure: Figure) => string): string => {
      const figure = figures.find((one) => one.machine === machine && one.metric === metric);
      if (figure !== undefined) return shown(figure, unit(figure));
      const gap = gaps.find((one) => one.machine === machine && one.metric === metric);
      if (gap === undefined) return '-';
      const least = gap.atLeast === null ? '' : `, at least ${twoDigits(gap.atLeast)} an hour`;
      return `unknown (${gap.why}${least})`;
    };
    const first = figures.find((one) => one.machine === machine);
    return [
      cell(name),
      of('computeCost', ({ currency }) => `${currency}/h`),
      of('flopsPerMoney', ({ currency }) => `PFLOP/${currency}`),
      of('costPerToken', ({ currency }) => `${currency}/M`),
      first === undefined ? '-' : cell(first.provenance),
      first === undefined ? '-' : cell(first.basis),
    ];
  });
  return [
    markdownTable(
      [
        left('machine'),
        right('compute cost'),
        right('FLOPS per dollar'),
        right('cost per token'),
        left('provenance'),
        left('basis'),
      ],
      rows,
    ),
    '',
    ...rankings.map(
      ({ metric, class: name, places }) =>
        `- By ${METRIC_NAMES[metric]} (${cell(name)}): ${places.map((place) => `${cell(place.name)}${place.overlapsNext ? ' ≈' : ''}`).join(', ')}.`,
    ),
    '- ≈: its range and that of the next overlap. Ranked are only figures of one provenance, currency and work.',
    '',
    ...machines.map(({ machine, name }) => sourceLine(machine, name, figures)).filter((line) => line !== null),
    '',
    flips.length === 0 ? 'No order turns round.' : 'Where the order turns round:',
    '',
    ...flips.map((flip) => `- ${cell(flipText(flip))}`),
    '',
    'Published for the reference machines (other models and batches; not ranked with the above):',
    '',
    markdownTable(
      [left('machine'), left('what'), right('J/token'), right('USD/M'), left('basis'), left('batch'), left('source')],
      published.map((row) => [
        row.name,
        cell(row.what),
        row.joulesPerToken === null ? '-' : twoDigits(row.joulesPerToken),
        row.usdPerMillionTokens === null ? '-' : twoDigits(row.usdPerMillionTokens),
        cell(row.basis),
        cell(row.batch),
        cell(row.source),
      ]),
    ),
  ].join('\n');
}

/** A figure's source and what was assumed of it, of each machine once. */
function sourceLine(machine: string, name: string, figures: readonly Figure[]): string | null {
  const own = figures.filter((one) => one.machine === machine);
  if (own.length === 0) return null;
  const texts = [...new Set(own.flatMap(({ source, notes }) => [source, ...notes]))];
  return `- ${cell(name)}: ${cell(texts.join(' · '))}`;
}

/** `H100 leads B200 by compute cost, and trails it by cost per token`. */
export function flipText({ first, second, leadsBy, trailsBy, certain }: Flip): string {
  const of = ({ metric, class: name }: Flip['leadsBy']) =>
    metric === 'costPerToken' ? `${METRIC_NAMES[metric]} (${name})` : METRIC_NAMES[metric];
  const sure = certain ? '' : ' (within the ranges)';
  return `${first} leads ${second} by ${of(leadsBy)}, and trails it by ${of(trailsBy)}${sure}.`;
}

export function markUpTable(rows: readonly MarkUp[]): string {
  return [
    markdownTable(
      markUpTitles.map((title, index) => (index === 0 || index === 6 ? left(title) : right(title))),
      rows.map((row) => markUpCells(row).map(cell)),
    ),
    '',
    `- ${RENT_NOTE}`,
    ...new Set(rows.map(({ source }) => `- ${cell(source)}`)),
  ].join('\n');
}

export function valueTable(rows: readonly ValueRow[]): string {
  const time = (one: { readonly median: number } | null, factor: number, unit: string) =>
    one === null ? '-' : `${twoDigits(one.median * factor)} ${unit}`;
  const range = (one: Band<number> | null, unit: string) => (one === null ? '-' : showBand(one, unit));
  return markdownTable(
    [
      left('format'),
      right('first token'),
      right('a token'),
      right('an answer'),
      right('energy a token'),
      right('a million tokens'),
      right('KL to FP16'),
      right('same top token'),
    ],
    rows.map((row) => [
      row.format,
      time(row.ttft, 1000, 'ms'),
      time(row.perToken, 1000, 'ms'),
      time(row.answer, 1, 's'),
      range(row.joulesPerToken, 'J'),
      range(row.perMillionTokens, row.costOf),
      row.kl === null ? '-' : row.kl.toFixed(4),
      row.top1 === null ? '-' : `${(100 * row.top1).toFixed(1)} %`,
    ]),
  );
}

const PETA = 1e15;

function shown(figure: Figure, unit: string): string {
  if (figure.metric !== 'flopsPerMoney') return showBand(figure.value, unit);
  const { low, central, high } = figure.value;
  return showBand({ low: low / PETA, central: central / PETA, high: high / PETA }, unit);
}

const cell = (text: string): string => oneLine(text).replaceAll('|', '\\|');
