/** A comparison as Markdown, for a terminal and a report. */
import { adapterName } from '../adapter-name';
import { showFigure, showInterval, type Interval } from '../digits';
import { inMarkdown } from '../outside-text';
import type { Result, ResultEntry } from '../schema';
import { left, right, sheetMarkdown, sheetOf, type Sheet } from '../table';
import { contestantName } from '../../benchmark/whose';
import {
  VERDICTS,
  type ComparedWorkload,
  type RunComparison,
  type RunSpread,
  type SpreadWorkload,
  type Unmatched,
} from './compare';

interface OfEntry {
  readonly entry: ResultEntry;
}

const NAMED = [
  left<OfEntry>('model', ({ entry }) => entry.model.name),
  left<OfEntry>('format', ({ entry }) => contestantName(entry)),
  left<OfEntry>('test', ({ entry }) => entry.test),
];

/** For page and Markdown alike. */
export const comparisonSheet = ({ workloads }: RunComparison): Sheet =>
  sheetOf<ComparedWorkload>(
    [
      ...NAMED,
      right('A t/s', ({ a }) => showFigure(a)),
      right('B t/s', ({ b }) => showFigure(b)),
      right('B : A', ({ ratio }) => ratioText(ratio)),
      left('', ({ verdict }) => VERDICTS[verdict]),
    ],
    workloads,
  );

export function comparisonMarkdown(comparison: RunComparison, a: Result, b: Result): string {
  const { unmatched } = comparison;
  const sheet = comparisonSheet(comparison);
  return joined([
    '# Two runs compared',
    `- A: ${about(a)}\n- B: ${about(b)}`,
    ...comparison.notes.map((note) => `**${inMarkdown(note)}**`),
    sheet.rows.length === 0
      ? 'No workload is in both, so nothing is compared. Equal test names are not enough; the ids must be equal.'
      : sheetMarkdown(sheet, inMarkdown),
    unmatched.map(unmatchedLine).join('\n'),
    'Only equal workload ids are compared. B : A is the ratio of the medians with its 95 % interval; a tie is an interval that contains 1. Two runs share no rounds, so it comes from the interval of each: `tokamark spread` shows what changes between runs.',
  ]);
}

export function spreadMarkdown(spread: RunSpread, results: readonly Result[]): string {
  const sheet = sheetOf<SpreadWorkload>(
    [
      ...NAMED,
      right('runs', ({ pooled }) => String(pooled.runs)),
      right('pooled t/s', ({ pooled }) => showFigure(pooled)),
      right('within', ({ pooled }) => percent(pooled.within)),
      right('between', ({ pooled }) => percent(pooled.between)),
      right('one run, widened', ({ widened }) => widthText(widened)),
      left('', ({ exceeds }) => (exceeds ? 'runs differ by more than one run shows' : '')),
    ],
    spread.workloads,
  );
  return joined([
    '# What changes between runs',
    results.map((result, index) => `- ${index + 1}: ${about(result)}`).join('\n'),
    ...spread.notes.map((note) => `**${inMarkdown(note)}**`),
    sheet.rows.length === 0
      ? 'No workload was timed by two of these runs, at least 5 times each.'
      : sheetMarkdown(sheet, inMarkdown),
    spread.alone.map((entry) => `- ${named(entry).join(' ')}: fewer than two runs timed it often enough.`).join('\n'),
    'within: standard error of one run’s median, as its own interval has it. between: standard deviation between runs beyond that. The last interval is the first run’s, widened by it.',
  ]);
}

const joined = (parts: readonly string[]): string => `${parts.filter((part) => part !== '').join('\n\n')}\n`;

const percent = (share: number): string => `${Number((100 * share).toPrecision(2))} %`;

export const named = (entry: ResultEntry): string[] =>
  [entry.model.name, contestantName(entry), entry.test].map(inMarkdown);

function ratioText(ratio: Interval): string {
  const { median, low, high } = showInterval(ratio);
  return `${median} × (${low} to ${high})`;
}

function widthText(widened: Interval): string {
  const { low, high } = showInterval(widened);
  return `${low}–${high}`;
}

const unmatchedLine = ({ side, entry, why }: Unmatched): string =>
  `- ${named(entry).join(' ')}: ${why === 'only-there' ? `only in ${side}` : `${side} has no speed`}; not compared.`;

/** What a run was, in one line. */
function about({ adapter, startedAt, suite, engine, environment }: Result): string {
  const software = adapter.software ? ' (SOFTWARE ADAPTER)' : '';
  return inMarkdown(
    `${adapterName(adapter)}${software}, ${environment.name} ${environment.version}, ${suite.profile}, ${startedAt}, ${engine.name} ${engine.version} ${engine.commit}`,
  );
}
