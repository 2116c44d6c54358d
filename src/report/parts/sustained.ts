/** A long decode in Markdown. */
import { rateOf, sustainedRows, sustainedSentence } from '../sustained';
import type { Result } from '../schema';
import { inMarkdown } from '../outside-text';
import { markdownTable } from '../table';
import type { ResultPart } from './part';

/** Points of the curve in the text. */
const POINTS = 12;

function section({ sustained: decode, adapter }: Result): string {
  if (decode === null || decode.samples.length === 0) return '';
  const columns = [
    { title: 'when', align: 'left' },
    { title: 'decode', align: 'right' },
    { title: 'interval', align: 'right' },
  ] as const;
  const rows = sustainedRows(decode).map(({ name, value, range }) => [name, value, range]);
  const step = Math.max(1, Math.ceil(decode.samples.length / POINTS));
  const curve = decode.samples
    .filter((_, i) => i % step === 0)
    .map((sample) => {
      const mark = sample.guard === null ? '' : ` (${sample.guard})`;
      return `${sample.at.toFixed(0)} s: ${Number(rateOf(sample).toPrecision(3))}${mark}`;
    });
  const mark = adapter.software ? '**Software adapter, not a GPU.** ' : '';
  return [
    '## Sustained decode',
    `${mark}${inMarkdown(sustainedSentence(decode))}`,
    markdownTable(columns, rows),
    `Tokens per second over time: ${curve.join(', ')}.`,
  ].join('\n\n');
}

export const sustained: ResultPart<'sustained'> = {
  fold: (before, told) => (told.type === 'sustained' ? told.sustained : before),
  markdown: section,
};
