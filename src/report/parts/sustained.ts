/** A long decode: first and last minute, and the curve as numbers. Null where there was none. */
import { z } from 'zod';
import { rateOf, sustainedRows, sustainedSentence } from '../sustained';
import type { Result } from '../schema';
import { contestant, count, figureSchema, guardName, intervalSchema, seconds } from '../schema/common';
import { inMarkdown } from '../outside-text';
import { markdownTable } from '../table';
import { everywhere, type ResultPart } from './part';

const sustainedSchema = z.looseObject({
  /** The test that was decoded again and again. */
  workloadId: z.string().regex(/^[0-9a-f]{64}$/),
  test: z.string(),
  ...contestant,
  /** What was asked for; a run that was cancelled has fewer samples. */
  seconds,
  samples: z.array(
    z.looseObject({
      /** Since the decode began. */
      at: seconds,
      seconds,
      tokens: count,
      /** What voids this sample; null where it counts. */
      guard: guardName.nullable(),
    }),
  ),
  /** Tokens per second in the first and in the last minute, or third of a shorter decode; null without samples. */
  first: figureSchema.nullable(),
  last: figureSchema.nullable(),
  /** Last over first: below 1 it throttles. Null where one of the two is. */
  ratio: intervalSchema.nullable(),
});
const schema = sustainedSchema.nullable().default(null);

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

export const sustained: ResultPart<typeof schema> = {
  schema,
  fold: (before, told) => (told.type === 'sustained' ? told.sustained : before),
  markdown: everywhere(section),
};
