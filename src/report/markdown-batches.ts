/** The Markdown section on several sequences at once. What its cells say is in batches.ts. */
import { ABOUT_BATCHES, BATCH_COLUMNS, batchRows } from './batches';
import { inMarkdown } from './outside-text';
import type { Result } from './schema';
import { markdownTable, type Column } from './table';

/** Empty where every test was of one sequence. */
export function batchSection({ results, adapter }: Result): string {
  const rows = batchRows(results);
  if (rows.length === 0) return '';
  const columns: Column[] = [
    { title: 'model', align: 'left' },
    { title: 'format', align: 'left' },
    { title: 'test', align: 'left' },
    ...BATCH_COLUMNS.map((title): Column => ({ title, align: 'right' })),
  ];
  const table = markdownTable(
    columns,
    rows.map(({ model, format, test, values }) => [inMarkdown(model), format, inMarkdown(test), ...values]),
  );
  const caption = `${ABOUT_BATCHES}${adapter.software ? ' **Software adapter, not a GPU.**' : ''}`;
  return ['## Several sequences at once', caption, table].join('\n\n');
}
