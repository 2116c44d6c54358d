/** The comparison, the mark-up and the value of each format as Markdown tables. */
import { inCell, left, right, sheetMarkdown, sheetOf, type Sheet } from '../../report/table';
import { showBand, twoDigits } from '../../report/two-digits';
import type { MetricComparison } from './compare';
import type { Figure, Metric } from './figure';
import type { MarkUp } from './markup';
import { SERVED_WORK } from './published';
import { markUpSheet, RENT_NOTE } from './markup-words';
import type { Flip } from './ranking';

const METRIC_NAMES: Readonly<Record<Metric, string>> = {
  computeCost: 'price per hour',
  flopsPerMoney: 'FLOPS per dollar',
  costPerToken: 'cost per token',
};

/** Machines as rows, metrics as columns; nothing is ordered by a metric. */
export function metricSheet({ figures, gaps }: Pick<MetricComparison, 'figures' | 'gaps'>): Sheet {
  const here = figures.filter((one) => !isServed(one));
  const machines = new Map([...here, ...gaps].map(({ machine, name }) => [machine, name]));
  const own = (id: string) => here.filter(({ machine }) => machine === id);
  const of =
    (metric: Metric, unit: (currency: string) => string) =>
    ([id]: readonly [string, string]): string => {
      const figure = own(id).find((one) => one.metric === metric);
      if (figure !== undefined) return shown(figure, unit(figure.currency));
      const gap = gaps.find((one) => one.machine === id && one.metric === metric);
      if (gap === undefined) return '-';
      const least = gap.atLeast === null ? '' : `, at least ${twoDigits(gap.atLeast)} per hour`;
      return `unknown: ${gap.why}${least}. ${gap.remedy}`;
    };
  return sheetOf<readonly [string, string]>(
    [
      left('machine', ([, name]) => name),
      right(
        'price per hour, used or not',
        of('computeCost', (currency) => `${currency}/h`),
      ),
      right(
        'FLOPS per dollar',
        of('flopsPerMoney', (currency) => `PFLOP/${currency}`),
      ),
      right(
        'cost per token',
        of('costPerToken', (currency) => `${currency}/M`),
      ),
      left('batch', ([id]) => own(id).find(({ batch }) => batch !== null)?.batch ?? '-'),
      left('provenance', ([id]) => own(id)[0]?.badge ?? '-'),
      left('basis', ([id]) => own(id)[0]?.basis ?? '-'),
    ],
    [...machines],
  );
}

/** Costs per token of another workload than the one at hand. */
const isServed = ({ metric, work, provenance }: Figure): boolean =>
  metric === 'costPerToken' && provenance === 'imported' && work.startsWith(SERVED_WORK);

/** What stands below the rows: what others serve, where each figure comes from, and where the order turns round. */
export function metricNotes({ figures, flips, published }: MetricComparison): string[] {
  const machines = [...new Set(figures.map(({ machine }) => machine))];
  return [
    ...flips.map(flipText),
    ...figures
      .filter(isServed)
      .map(
        (one) =>
          `${one.name}, ${one.work}: ${shown(one, `${one.currency}/M`)}; ${one.badge}; ${one.basis}; batch: ${one.batch ?? '-'} (${one.source}).`,
      ),
    ...machines.flatMap((machine) => sourceLine(machine, figures)),
    ...published.map(
      ({ name, what, joulesPerToken, usdPerMillionTokens, basis, batch, source }) =>
        `Published, not ranked with the above: ${name}, ${what}: ${[
          ...(joulesPerToken === null ? [] : [`${twoDigits(joulesPerToken)} J/token`]),
          ...(usdPerMillionTokens === null ? [] : [`${twoDigits(usdPerMillionTokens)} USD/M`]),
        ].join(', ')}; ${basis}; batch: ${batch} (${source}).`,
    ),
  ];
}

export function metricsTable(comparison: MetricComparison): string {
  return [
    sheetMarkdown(metricSheet(comparison)),
    '',
    ...comparison.rankings.map(
      ({ metric, class: name, places }) =>
        `- By ${METRIC_NAMES[metric]} (${inCell(name)}): ${places.map((place) => `${inCell(place.name)}${place.overlapsNext ? ' ≈' : ''}`).join(', ')}.`,
    ),
    '- ≈: its range overlaps that of the next. Only figures of one provenance, currency and kind of work are ranked.',
    comparison.flips.length === 0
      ? '- No two machines change places between metrics.'
      : '- Machines that change places between metrics, and what was assumed:',
    '',
    ...metricNotes(comparison).map((note) => `- ${inCell(note)}`),
  ].join('\n');
}

/** A figure's source and what was assumed of it, of each machine once. */
function sourceLine(machine: string, figures: readonly Figure[]): string[] {
  const own = figures.filter((one) => one.machine === machine && !isServed(one));
  const [first] = own;
  if (first === undefined) return [];
  return [`${first.name}: ${[...new Set(own.flatMap(({ source, notes }) => [source, ...notes]))].join(' · ')}`];
}

/** `H100 leads B200 by price per hour, and trails it by cost per token`. */
export function flipText({ first, second, leadsBy, trailsBy, certain }: Flip): string {
  const of = ({ metric, class: name }: Flip['leadsBy']) =>
    metric === 'costPerToken' ? `${METRIC_NAMES[metric]} (${name})` : METRIC_NAMES[metric];
  const sure = certain ? '' : ' (within the ranges)';
  return `${first} leads ${second} by ${of(leadsBy)}, and trails it by ${of(trailsBy)}${sure}.`;
}

export function markUpTable(rows: readonly MarkUp[]): string {
  return [
    sheetMarkdown(markUpSheet(rows)),
    '',
    `- ${RENT_NOTE}`,
    ...new Set(rows.map(({ source }) => `- ${inCell(source)}`)),
  ].join('\n');
}

const PETA = 1e15;

function shown(figure: Figure, unit: string): string {
  if (figure.metric !== 'flopsPerMoney') return showBand(figure.value, unit);
  const { low, central, high } = figure.value;
  return showBand({ low: low / PETA, central: central / PETA, high: high / PETA }, unit);
}
