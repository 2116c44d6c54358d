/** Where a token's time goes: a table for each test. */
import { inMarkdown } from '../outside-text';
import type { Result } from '../schema';
import { sheetMarkdown } from '../table';
import { waterfallsUnder } from '../waterfall';
import { aboveNote, doubtNote, waterfallSheet, waterfallTitle } from '../waterfall-words';
import type { ResultPart } from './part';

const ABOUT =
  'After the measurement, each part was repeated alone, then whole passes. Shares are of the measured time per token, and add up to it: where parts take longer alone than together, a share below zero takes that off. Reached: the share of the limit that binds the part, as this run measured it.';

export function waterfallSection(result: Result): string {
  const all = result.waterfalls ?? [];
  if (all.length === 0) return '';
  const tables = all.map((one) => {
    const sheet = waterfallSheet(one);
    const title = `**${inMarkdown(waterfallTitle(one))}**`;
    return sheet.rows.length === 0 ? title : `${title}\n\n${sheetMarkdown(sheet)}`;
  });
  return [...opening(result), ABOUT, ...tables, aboveNote(all), doubtNote(all)]
    .filter((text) => text !== '')
    .join('\n\n');
}

const opening = ({ adapter }: Result): string[] => [
  '## Where a token’s time goes',
  ...(adapter.software ? ['**Software adapter, not a GPU.**'] : []),
];

export const waterfalls: ResultPart<'waterfalls'> = {
  fold: (before, told, entries) => {
    switch (told.type) {
      case 'waterfall':
        return [...(before ?? []), told.waterfall];
      // What was profiled before is compared with what is known of the device now.
      case 'roofs':
        return before === null ? null : waterfallsUnder(before, entries, told.roofs);
      case 'restarted':
        return before === null ? null : [];
      default:
        return before;
    }
  },
  markdown: waterfallSection,
};
