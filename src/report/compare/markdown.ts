/** A comparison as Markdown, for a terminal and a report. */
import { adapterName } from '../adapter-name';
import { basisOf } from '../between-runs';
import { showFigure, showInterval, type Interval } from '../digits';
import { inMarkdown } from '../outside-text';
import type { Result, ResultEntry } from '../schema';
import { left, right, sheetMarkdown, sheetOf, type Sheet } from '../table';
import { contestantName } from '../../benchmark/whose';
import { namedColumns, type OfEntry } from './test-words';
import {
  VERDICTS,
  type BetweenTwo,
  type ComparedWorkload,
  type RunComparison,
  type RunSpread,
  type SpreadWorkload,
  type Unmatched,
} from './compare';

const NAMED = [
  left<OfEntry>('model', ({ entry }) => entry.model.name),
  left<OfEntry>('format', ({ entry }) => contestantName(entry)),
  left<OfEntry>('test', ({ entry }) => entry.test),
];

/** For page and Markdown alike. */
export const comparisonSheet = ({ workloads }: RunComparison): Sheet =>
  sheetOf<ComparedWorkload>(
    [
      ...namedColumns(workloads),
      right('A t/s', ({ a, between }) => showFigure(between?.a.interval ?? a)),
      right('B t/s', ({ b, between }) => showFigure(between?.b.interval ?? b)),
      right('B : A', ({ ratio, between }) => ratioText(between?.ratio ?? ratio)),
      left('verdict', ({ verdict, between }) => VERDICTS[between?.verdict ?? verdict]),
      left('intervals', ({ between }) => basisOfTwo(between)),
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
    'Only equal workload ids are compared. B : A is the ratio of the medians with its 95 % interval; a tie is an interval that contains 1. Two runs share no rounds, so it comes from the interval of each. Within one run, an interval does not cover what changes between runs; it does where this machine has kept three or more of each kind.',
  ]);
}

export function spreadMarkdown(spread: RunSpread, results: readonly Result[]): string {
  const sheet = sheetOf<SpreadWorkload>(
    [
      ...NAMED,
      ...(spread.workloads.some(({ software }) => software)
        ? [left<SpreadWorkload>('of', ({ software }) => (software ? 'a software adapter' : 'a GPU'))]
        : []),
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

/** `between 3 runs`, or of each side where they differ. */
export function basisOfTwo(between: BetweenTwo | null): string {
  if (between === null) return basisOf(1);
  const { a, b } = between;
  return a.runs === b.runs ? basisOf(a.runs) : `A: ${basisOf(a.runs)}, B: ${basisOf(b.runs)}`;
}

const joined = (parts: readonly string[]): string => `${parts.filter((part) => part !== '').join('\n\n')}\n`;

const percent = (share: number): string => `${Number((100 * share).toPrecision(2))} %`;

export const named = (entry: ResultEntry): string[] =>
  [entry.model.name, contestantName(entry), entry.test].map(inMarkdown);

/** A dash where there is none. */
export function ratioText(ratio: Interval | null): string {
  if (ratio === null) return '-';
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
