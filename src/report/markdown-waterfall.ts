/** The Markdown report's sections on where a token's time goes: a table a test, and one line a test for a terminal. */
import { inMarkdown } from './outside-text';
import type { Result, Waterfall } from './schema';
import { markdownTable } from './table';
import {
  aboveNote,
  doubtNote,
  largestParts,
  reachedText,
  waterfallRows,
  waterfallTitle,
  waterfallTotal,
} from './waterfall-words';

const COLUMNS = [
  { title: 'part', align: 'left' },
  { title: 'time', align: 'right' },
  { title: 'share', align: 'right' },
  { title: 'reached', align: 'right' },
  { title: 'intensity', align: 'right' },
] as const;

const ABOUT =
  'In a run of its own after the measurement: each part repeated alone, then whole passes. Shares are of the time per token that was measured, and add up to it: where parts take longer alone than together, a share below zero takes that off; reached: of the ceiling, measured in the same run, that binds the part.';

export function waterfallSection(result: Result): string {
  const { waterfalls } = result;
  if (waterfalls === null || waterfalls.length === 0) return '';
  const tables = waterfalls.map((one) => {
    const rows = waterfallRows(one).map((row) => [row.name, row.time, row.shareText, row.reached, row.intensity]);
    const title = `**${inMarkdown(waterfallTitle(one))}**`;
    return rows.length === 0 ? title : `${title}\n\n${markdownTable(COLUMNS, [...rows, waterfallTotal(one)])}`;
  });
  return [...opening(result), ABOUT, ...tables, aboveNote(waterfalls), doubtNote(waterfalls)]
    .filter((text) => text !== '')
    .join('\n\n');
}

/** The largest parts of each test, for who reads in a terminal. */
export function waterfallSummary(result: Result): string {
  const { waterfalls } = result;
  if (waterfalls === null || waterfalls.length === 0) return '';
  const lines = waterfalls.map((one) => `- ${summaryLine(one)}`).join('\n');
  return [...opening(result), lines, doubtNote(waterfalls)].filter((text) => text !== '').join('\n\n');
}

const MOST_PARTS = 4;

function summaryLine(one: Waterfall): string {
  const whole = one.figures?.reached ?? null;
  const { largest, others } = largestParts(waterfallRows(one), MOST_PARTS);
  const parts = [
    ...largest.map(({ name, shareText, reached }) => `${name} ${shareText}${reached === '' ? '' : ` (${reached})`}`),
    ...(others === '' ? [] : [others]),
  ];
  const end = whole === null ? '' : `; as a whole ${reachedText(whole)}`;
  return `${inMarkdown(waterfallTitle(one))}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}${end}`;
}

const opening = ({ adapter }: Result): string[] => [
  '## Where a token’s time goes',
  ...(adapter.software ? ['**Software adapter, not a GPU.**'] : []),
];
