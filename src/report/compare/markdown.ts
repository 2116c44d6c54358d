/** A comparison as Markdown, for a terminal and a report. */
import { adapterName } from '../adapter-name';
import { showFigure, showInterval } from '../digits';
import { inMarkdown } from '../outside-text';
import type { Result, ResultEntry } from '../schema';
import { markdownTable, type Column } from '../table';
import { VERDICTS, type ComparedWorkload, type RunComparison, type RunSpread, type Unmatched } from './compare';

const left = (title: string): Column => ({ title, align: 'left' });
const right = (title: string): Column => ({ title, align: 'right' });

export function comparisonMarkdown(comparison: RunComparison, a: Result, b: Result): string {
  const { workloads, unmatched } = comparison;
  const columns = [
    left('model'),
    left('format'),
    left('test'),
    right('A t/s'),
    right('B t/s'),
    right('B : A'),
    left(''),
  ];
  const rows = workloads.map((one) => [...named(one.entry), showFigure(one.a), showFigure(one.b), ...verdict(one)]);
  return joined([
    '# Two runs compared',
    `- A: ${about(a)}\n- B: ${about(b)}`,
    ...comparison.notes.map((note) => `**${inMarkdown(note)}**`),
    workloads.length === 0
      ? 'No workload is in both, so nothing is compared. Equal test names are not enough; the ids must be equal.'
      : markdownTable(columns, rows),
    unmatched.map(unmatchedLine).join('\n'),
    'Only equal workload ids are compared. B : A is the ratio of the medians with its 95 % interval; a tie is an interval that contains 1. Two runs share no rounds, so it comes from the interval of each: `tokamark spread` shows what changes between runs.',
  ]);
}

export function spreadMarkdown(spread: RunSpread, results: readonly Result[]): string {
  const columns = [
    ...[
      left('model'),
      left('format'),
      left('test'),
      right('runs'),
      right('pooled t/s'),
      right('within'),
      right('between'),
    ],
    right('one run, widened'),
    left(''),
  ];
  const rows = spread.workloads.map(({ entry, pooled, widened, exceeds }) => {
    const wide = showInterval(widened);
    return [
      ...named(entry),
      String(pooled.runs),
      showFigure(pooled),
      percent(pooled.within),
      percent(pooled.between),
      `${wide.low}–${wide.high}`,
      exceeds ? 'runs differ by more than one run shows' : '',
    ];
  });
  return joined([
    '# What changes between runs',
    results.map((result, index) => `- ${index + 1}: ${about(result)}`).join('\n'),
    ...spread.notes.map((note) => `**${inMarkdown(note)}**`),
    rows.length === 0
      ? 'No workload was timed by two of these runs, at least 5 times each.'
      : markdownTable(columns, rows),
    spread.alone.map((entry) => `- ${named(entry).join(' ')}: fewer than two runs timed it often enough.`).join('\n'),
    'within: standard error of one run’s median, as its own interval has it. between: standard deviation between runs beyond that. The last interval is the first run’s, widened by it.',
  ]);
}

const joined = (parts: readonly string[]): string => `${parts.filter((part) => part !== '').join('\n\n')}\n`;

const percent = (share: number): string => `${Number((100 * share).toPrecision(2))} %`;

export const named = ({ model, format, test }: ResultEntry): string[] => [
  inMarkdown(model.name),
  format.toUpperCase(),
  inMarkdown(test),
];

function verdict({ ratio, verdict: word }: ComparedWorkload): string[] {
  const { median, low, high } = showInterval(ratio);
  return [`${median} × (${low} to ${high})`, VERDICTS[word]];
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
