/** What each engine makes of the same forced passage, as a section of Markdown. */
import { inMarkdown } from '../outside-text';
import { passageAbout, passageFailures, passageSheet } from '../passage';
import type { Result } from '../schema';
import { sheetSection } from '../table';
import type { ResultPart } from './part';

function section({ passage: told }: Result): string {
  if (told === null) return '';
  const failures = passageFailures(told).map((text) => `- ${inMarkdown(text)}`);
  return [
    sheetSection('The same passage, read by each engine', passageAbout(told), passageSheet(told)),
    failures.join('\n'),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

export const passage: ResultPart<'passage'> = {
  fold: (before, told) => (told.type === 'restarted' ? null : before),
  markdown: section,
};
