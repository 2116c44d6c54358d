/** The Markdown section on several sequences at once. What its cells say is in batches.ts. */
import { ABOUT_BATCHES, batchSheet } from './batches';
import { inMarkdown } from './outside-text';
import type { Result } from './schema';
import { sheetMarkdown } from './table';

/** Empty where every test was of one sequence. */
export function batchSection({ results, adapter }: Result): string {
  const sheet = batchSheet(results);
  if (sheet.rows.length === 0) return '';
  const caption = `${ABOUT_BATCHES}${adapter.software ? ' **Software adapter, not a GPU.**' : ''}`;
  return ['## Several sequences at once', caption, sheetMarkdown(sheet, inMarkdown)].join('\n\n');
}
