/** The Markdown report's sections of what a token asked of the device and of the kernel variants that ran. */
import { inMarkdown } from './outside-text';
import { variantRows, WORK_COLUMNS, workRows } from './device-work';
import type { Result } from './schema';
import { markdownTable, type Column } from './table';

export function workSection({ results }: Result): string {
  const rows = workRows(results);
  if (rows.length === 0) return '';
  const columns: Column[] = [
    { title: 'format', align: 'left' },
    { title: 'test', align: 'left' },
    ...WORK_COLUMNS.map((title): Column => ({ title, align: 'right' })),
  ];
  const text =
    'Per token, the mean over a pass. Encoding is the time to record commands, from the median submit, without submitting them.';
  const table = markdownTable(
    columns,
    rows.map(({ format, test, values }) => [format, inMarkdown(test), ...values]),
  );
  return ['## Work per token', text, table].join('\n\n');
}

export function variantSection({ results }: Result): string {
  const rows = variantRows(results);
  if (rows.length === 0) return '';
  const columns: Column[] = [
    { title: 'place', align: 'left' },
    { title: 'variant that ran', align: 'left' },
  ];
  const table = markdownTable(
    columns,
    rows.map(({ place, variant }) => [inMarkdown(place), inMarkdown(variant)]),
  );
  return `## Kernel variants\n\n${table}`;
}
