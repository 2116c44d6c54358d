/** The Markdown section on cold, steady and tail. What its cells say is in phases.ts. */
import { inMarkdown } from './outside-text';
import { PHASE_COLUMNS, phaseRows } from './phases';
import type { Result } from './schema';
import { markdownTable, type Column } from './table';

export function phaseSection({ results }: Result): string {
  const rows = phaseRows(results);
  if (rows.length === 0) return '';
  const columns: Column[] = [
    { title: 'format', align: 'left' },
    { title: 'test', align: 'left' },
    ...PHASE_COLUMNS.map((title): Column => ({ title, align: 'right' })),
  ];
  const table = markdownTable(
    columns,
    rows.map(({ format, test, values }) => [inMarkdown(format), inMarkdown(test), ...values]),
  );
  const text =
    'Tokens per second: of the first run, with its compilation; of the median repetition; of the slowest that counted; and what 90 % of them reach, from 10 repetitions on.';
  return ['## Cold, steady, tail', text, table].join('\n\n');
}
