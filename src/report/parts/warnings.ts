/** What a person should know of the run; each entry has warnings of its own beside these. */
import { z } from 'zod';
import { inMarkdown } from '../outside-text';
import type { Result } from '../schema';
import { warningSchema } from '../schema/common';
import { everywhere, type ResultPart } from './part';

const schema = z.array(warningSchema).default([]);

function section(result: Result): string {
  const all = [...result.warnings, ...result.results.flatMap((entry) => entry.warnings)];
  const messages = [...new Set(all.map(({ message }) => inMarkdown(message)))];
  return messages.length === 0 ? '' : `## Warnings\n\n${messages.map((message) => `- ${message}`).join('\n')}`;
}

export const warnings: ResultPart<typeof schema> = {
  schema,
  fold: (before, told) => (told.type === 'warning' ? [...before, told.warning] : before),
  markdown: everywhere(section),
};
