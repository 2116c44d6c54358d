/** The warnings of the run and of each entry, once each. */
import { inMarkdown } from '../outside-text';
import type { Result } from '../schema';
import type { ResultPart } from './part';

function section(result: Result): string {
  const all = [...result.warnings, ...result.results.flatMap((entry) => entry.warnings)];
  const messages = [...new Set(all.map(({ message }) => inMarkdown(message)))];
  return messages.length === 0 ? '' : `## Warnings\n\n${messages.map((message) => `- ${message}`).join('\n')}`;
}

export const warnings: ResultPart<'warnings'> = {
  fold: (before, told) => (told.type === 'warning' ? [...before, told.warning] : before),
  markdown: section,
};
