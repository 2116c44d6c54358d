/** The Markdown section on cold, steady and tail. What its cells say is in phases.ts. */
import { inMarkdown } from './outside-text';
import { phaseSheet } from './phases';
import type { Result } from './schema';
import { sheetMarkdown } from './table';

export function phaseSection({ results }: Result): string {
  const sheet = phaseSheet(results);
  if (sheet.rows.length === 0) return '';
  const text =
    'Tokens per second: of the first run, with its compilation; of the median repetition; of the slowest that counted; and what 90 % of them reach, from 10 repetitions on.';
  return ['## Cold, steady, tail', text, sheetMarkdown(sheet, inMarkdown)].join('\n\n');
}
