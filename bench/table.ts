/** bench/RESULTS.md out of results.json: a section a part, its head and its table. Measures nothing. */
import { median } from 'simple-statistics';
import { showFigure, showInterval, type Interval } from '../src/report/digits';
import { markdownTable, type Column } from '../src/report/table';
import { pairedRatio } from '../src/statistics/paired';
import { isTie } from '../src/statistics/ratio';
import type { Facts } from './protocol';
import type { ComparisonResult, PartResult, Results } from './results';

const COLUMNS: readonly Column[] = [
  { title: 'workload', align: 'left' },
  { title: 'ours', align: 'right' },
  { title: 'peer', align: 'right' },
  { title: 'ratio [interval]', align: 'left' },
  { title: 'faster', align: 'left' },
  { title: 'MB per token, ours / peer', align: 'right' },
  { title: 'notes', align: 'left' },
];

const HEAD = `# Tokamark against its peers

Written by \`npm run bench:peers\` from bench/results.json: do not edit. How it is measured: bench/README.md.

Ratios are the peer's time over ours: above 1 ours is faster. Each is the median of the ratios of neighbouring runs (pairs, in
the order ours, peer, peer, ours), with the interval of the product's own reports (docs/METHODOLOGY.md): order statistics (Hettmansperger and
Sheather), with five pairs the smallest and the largest (93.75 %). Where the interval contains 1 it is a tie. These adapters run on a CPU: the ratios compare engines on the same adapter
and say nothing about the speed of a GPU.
`;

export function renderResults({ parts }: Results, order: readonly string[]): string {
  const sections = order.flatMap((id) => {
    const part = parts[id];
    return part === undefined ? [] : [section(id, part)];
  });
  return [HEAD, ...sections].join('\n');
}

function section(id: string, part: PartResult): string {
  const lines = [
    `Measured ${part.date} on ${part.machine}, ${part.pairs} pairs (\`--only ${id}\`)${part.complete ? '' : '; the run was ended early'}.`,
    ...part.environment,
    ...engine('Ours', part.ours),
    ...engine('Peer', part.theirs),
    ...part.notes,
  ];
  const table = markdownTable(COLUMNS, part.comparisons.map(row));
  return [`## ${part.title}`, '', ...lines.map((line) => `- ${line}`), '', table, ''].join('\n');
}

function engine(who: string, facts: Facts | null): string[] {
  if (facts === null) return [`${who}: did not open.`];
  const adapter = facts.adapter === '' ? '' : ` on ${facts.adapter}`;
  return [`${who}: ${facts.engine}${adapter}. Settings: ${facts.settings.join('; ')}.`];
}

export function row(comparison: ComparisonResult): string[] {
  const { title, ours, theirs } = comparison;
  const ratio = pairedRatio(theirs.samples, ours.samples);
  const notes = [
    ours.failure === null ? '' : `ours failed: ${ours.failure}`,
    theirs.failure === null ? '' : `peer failed: ${theirs.failure}`,
    ours.note === '' ? '' : `ours: ${ours.note}`,
    theirs.note === '' ? '' : `peer: ${theirs.note}`,
  ];
  return [
    title,
    figure(comparison, ours.samples),
    figure(comparison, theirs.samples),
    ratio === null ? '-' : shownRatio(ratio),
    ratio === null ? '-' : fasterOf(ratio),
    bytesCell(comparison),
    notes.filter((note) => note !== '').join('; '),
  ].map(inCell);
}

/** By the peer's time over ours. */
function fasterOf(ratio: Interval): string {
  if (isTie(ratio)) return 'tie';
  return ratio.median > 1 ? 'ours' : '**peer**';
}

export function shownRatio(ratio: Interval): string {
  const shown = showInterval(ratio);
  return `${shown.median}x [${shown.low}, ${shown.high}]`;
}

type Timed = Pick<ComparisonResult, 'kind' | 'units'>;

/** The median in the unit in which people speak of it. */
export function figure({ kind, units }: Timed, samples: readonly number[]): string {
  if (samples.length === 0) return '-';
  const seconds = median([...samples]) / units;
  if (kind === 'prefill') return `${significant(1 / seconds)} tok/s`;
  return `${significant(seconds * 1000)} ms${kind === 'decode' ? ' per token' : ''}`;
}

/** Three digits, as the product shows a figure alone: the interval stands with the ratio. */
const significant = (value: number): string => showFigure({ median: value, low: value, high: value });

function bytesCell({ ours, theirs }: ComparisonResult): string {
  if (ours.bytesPerToken === null && theirs.bytesPerToken === null) return '';
  const cell = (bytes: number | null): string => (bytes === null ? '-' : (bytes / 1e6).toFixed(1));
  return `${cell(ours.bytesPerToken)} / ${cell(theirs.bytesPerToken)}`;
}

/** What comes from a peer may contain what a table is made of. */
export const inCell = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
