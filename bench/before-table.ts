/** The table of a build beside an earlier one, and which rows are slower. */
import { markdownTable, type Column } from '../src/report/table';
import { pairedRatio } from '../src/statistics/paired';
import type { MeasuredPart, MeasuredRow, Role } from './measured';
import type { SideOutcome } from './pairs';
import type { Facts } from './protocol';
import { figure, inCell, shownRatio } from './table';

const COLUMNS: readonly Column[] = [
  { title: 'workload', align: 'left' },
  { title: 'now', align: 'right' },
  { title: 'before', align: 'right' },
  { title: 'ratio [interval]', align: 'left' },
  { title: 'faster', align: 'left' },
  { title: 'notes', align: 'left' },
];

const HEAD =
  "Ratios are the earlier build's time over the present one's: above 1 the present is faster. Each is the median of the ratios of neighbouring runs, with its interval; where that contains 1 it is a tie. A row that was slower was measured once more by five new processes of each build, and of each process the median counts: they alone count.";

type Verdict = 'now' | 'before' | 'tie' | 'none';

/** By the samples that count. */
export function verdict(sides: ReadonlyMap<Role, SideOutcome>): Verdict {
  const ratio = ratioOf(sides);
  if (ratio === null) return 'none';
  if (ratio.low > 1) return 'now';
  return ratio.high < 1 ? 'before' : 'tie';
}

const ratioOf = (sides: ReadonlyMap<Role, SideOutcome>) =>
  pairedRatio(sides.get('before')?.samples ?? [], sides.get('ours')?.samples ?? []);

/** @param revision what the user called the earlier build */
export function renderBefore(revision: string, parts: readonly MeasuredPart[]): string {
  const rows = parts.flatMap((part) => part.rows);
  return [`# Tokamark against ${revision}`, '', summary(rows), '', HEAD, '', ...parts.map(section)].join('\n');
}

function summary(rows: readonly MeasuredRow[]): string {
  const by = (wanted: Verdict) => rows.filter(({ sides, again }) => verdict(again ?? sides) === wanted);
  const slower = by('before').map(({ title }) => title);
  const counts = `Of ${rows.length} rows ${by('now').length} are faster than before, ${by('tie').length} tie, ${slower.length} are slower`;
  const failed = by('none').length;
  return `${counts}${failed === 0 ? '' : `, ${failed} could not be compared`}.${slower.map((title) => `\n- slower: ${title}`).join('')}`;
}

function section(part: MeasuredPart): string {
  const lines = [
    `Measured ${part.date} on ${part.machine}, ${part.pairs} pairs (\`--only ${part.id}\`)${part.complete ? '' : '; the run was ended early'}.`,
    ...part.environment,
    about('Now', part.facts.get('ours')),
    about('Before', part.facts.get('before')),
    part.facts.has('theirs') ? about('In turn with a peer', part.facts.get('theirs')) : 'No peer ran.',
  ];
  const table = markdownTable(COLUMNS, part.rows.map(row));
  return [`## ${part.title}`, '', ...lines.map((line) => `- ${line}`), '', table, ''].join('\n');
}

function about(who: string, facts: Facts | null | undefined): string {
  return facts === undefined || facts === null
    ? `${who}: did not open.`
    : `${who}: ${facts.engine}${facts.adapter === '' ? '' : ` on ${facts.adapter}`}.`;
}

export function row(measured: MeasuredRow): string[] {
  const sides = measured.again ?? measured.sides;
  const [ours, before] = [sides.get('ours'), sides.get('before')];
  const [ratio, first] = [ratioOf(sides), ratioOf(measured.sides)];
  const notes = [
    measured.again === null || first === null
      ? ''
      : `at first ${shownRatio(first)}, so once more, ${ours?.samples.length ?? 0} processes`,
    ...noteOf('now', ours),
    ...noteOf('before', before),
  ];
  const faster = verdict(sides);
  return [
    measured.title,
    figure(measured, ours?.samples ?? []),
    figure(measured, before?.samples ?? []),
    ratio === null ? '-' : shownRatio(ratio),
    { none: '-', before: '**before**', now: 'now', tie: 'tie' }[faster],
    notes.filter((note) => note !== '').join('; '),
  ].map(inCell);
}

function noteOf(who: string, side: SideOutcome | undefined): string[] {
  if (side === undefined) return [];
  return [
    side.failure === null ? '' : `${who} failed: ${side.failure}`,
    side.note === '' ? '' : `${who}: ${side.note}`,
  ];
}
