/** The Markdown report's section of a long decode: first and last minute, and the curve as numbers. */
import { rateOf, sustainedRows, sustainedSentence } from './sustained';
import type { Result } from './schema';
import { inMarkdown } from './outside-text';
import { markdownTable } from './table';

/** Points of the curve in the text. */
const POINTS = 12;

export function sustainedSection({ sustained, adapter }: Result): string {
  if (sustained === null || sustained.samples.length === 0) return '';
  const columns = [
    { title: 'when', align: 'left' },
    { title: 'decode', align: 'right' },
    { title: 'interval', align: 'right' },
  ] as const;
  const rows = sustainedRows(sustained).map(({ name, value, range }) => [name, value, range]);
  const step = Math.max(1, Math.ceil(sustained.samples.length / POINTS));
  const curve = sustained.samples
    .filter((_, i) => i % step === 0)
    .map((sample) => {
      const mark = sample.guard === null ? '' : ` (${sample.guard})`;
      return `${sample.at.toFixed(0)} s: ${Number(rateOf(sample).toPrecision(3))}${mark}`;
    });
  const mark = adapter.software ? '**Software adapter, not a GPU.** ' : '';
  return [
    '## Sustained decode',
    `${mark}${inMarkdown(sustainedSentence(sustained))}`,
    markdownTable(columns, rows),
    `Tokens per second over time: ${curve.join(', ')}.`,
  ].join('\n\n');
}
