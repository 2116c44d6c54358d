/** What the power was read with, in Markdown. The energy that follows stands under what a token costs (energy.ts). */
import { inMarkdown } from '../outside-text';
import type { Result } from '../schema';
import type { ResultPart } from './part';

function section({ power }: Result): string {
  if (power === null) return '';
  const { instrument, readings } = power;
  const { reads, intervalSeconds, averagesOver, accuracy } = instrument;
  const each = reads === 'joules' ? 'a counter of energy' : `power, each the mean of ${averagesOver} s`;
  return [
    '## How the power was read',
    [
      `- ${inMarkdown(instrument.name)}: ${readings.at.length} readings of ${each}, every ${intervalSeconds} s.`,
      `- Taken to be right within ${Math.round(accuracy.share * 100)} %${accuracy.watts === 0 ? '' : ` or ${accuracy.watts} W, whichever is more`}.`,
      ...instrument.notes.map((note) => `- ${inMarkdown(note)}`),
    ].join('\n'),
  ].join('\n\n');
}

export const power: ResultPart<'power'> = { markdown: section };
