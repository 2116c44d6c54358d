/** The Markdown sections for the work per token and for the kernel variants that ran. */
import { inMarkdown } from './outside-text';
import { variantSheet, workSheet } from './device-work';
import type { Result } from './schema';
import { sheetMarkdown } from './table';

export function workSection({ results }: Result): string {
  const sheet = workSheet(results);
  if (sheet.rows.length === 0) return '';
  const text =
    'Per token, the mean over a pass. Encoding is the time to record commands, from the median submit, without submitting them.';
  return ['## Work per token', text, sheetMarkdown(sheet, inMarkdown)].join('\n\n');
}

export function variantSection({ results }: Result): string {
  const sheet = variantSheet(results);
  return sheet.rows.length === 0 ? '' : `## Kernel variants\n\n${sheetMarkdown(sheet, inMarkdown)}`;
}
