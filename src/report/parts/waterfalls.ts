/** Where a token's time goes, test by test: a table for each test, or a line for a terminal. Null where nobody asked for it. */
import { z } from 'zod';
import { PARTS } from '../../model/parts';
import { inMarkdown } from '../outside-text';
import type { Result, Waterfall } from '../schema';
import { bytes, contestant, finite, positive, seconds } from '../schema/common';
import { markdownTable } from '../table';
import { waterfallsUnder } from '../waterfall';
import {
  aboveNote,
  doubtNote,
  largestParts,
  reachedText,
  waterfallRows,
  waterfallTitle,
  waterfallTotal,
} from '../waterfall-words';
import type { ResultPart } from './part';

const reachedSchema = z.looseObject({
  /** Operations per byte. */
  intensity: finite.nonnegative(),
  /** Which of the two measured ceilings allows less at this intensity. */
  bound: z.enum(['bandwidth', 'arithmetic']),
  /** The least time that this ceiling allows, over the time taken; above 1 where a cache holds what is read. */
  share: finite.nonnegative(),
});

const partSchema = z.looseObject({
  id: z.enum([...PARTS, 'launch', 'encode', 'submit', 'answer', 'order', 'rest', 'since']),
  kind: z.enum(['kernel', 'gap', 'encode', 'submit', 'readback', 'unexplained']),
  /** Per token. Below zero only where it is unexplained: the other parts then say more than was measured. */
  seconds: finite,
  share: finite,
  /** Per token; null where nothing is computed. */
  work: z.looseObject({ bytes, flops: finite.nonnegative(), arithmetic: z.enum(['f32', 'packed-dot']) }).nullable(),
  /** Null where nothing is computed, a ceiling was not measured, or the part is too short to tell. */
  reached: reachedSchema.nullable(),
  /** Per token, with what launching costs, in order; empty where the part follows from others. */
  samples: z.array(seconds),
});

const waterfallSchema = z.looseObject({
  ...contestant,
  /** llama-bench's name of the test: pp512, tg64. */
  test: z.string(),
  phase: z.enum(['prefill', 'decode']),
  workloadId: z.string().regex(/^[0-9a-f]{64}$/),
  /** Why there are no figures; empty where there are. */
  leftOut: z.string(),
  figures: z
    .looseObject({
      /** By which clock the parts were timed. */
      method: z.enum(['timestamps', 'wall-clock']),
      /** Why it is not by timestamps; empty where it is. */
      why: z.string(),
      /** As the run measured it, with nothing profiled. The parts add up to it. */
      tokenSeconds: positive,
      parts: z.array(partSchema).min(1),
      /** Of the whole test. */
      reached: reachedSchema.nullable(),
    })
    .nullable(),
});

const schema = z.array(waterfallSchema).nullable().default(null);

const COLUMNS = [
  { title: 'part', align: 'left' },
  { title: 'time', align: 'right' },
  { title: 'share', align: 'right' },
  { title: 'reached', align: 'right' },
  { title: 'intensity', align: 'right' },
] as const;

const ABOUT =
  'After the measurement, each part was repeated alone, then whole passes. Shares are of the measured time per token, and add up to it: where parts take longer alone than together, a share below zero takes that off. Reached: the share of the limit that binds the part, as this run measured it.';

export function waterfallSection(result: Result): string {
  const all = result.waterfalls ?? [];
  if (all.length === 0) return '';
  const tables = all.map((one) => {
    const rows = waterfallRows(one).map((row) => [row.name, row.time, row.shareText, row.reached, row.intensity]);
    const title = `**${inMarkdown(waterfallTitle(one))}**`;
    return rows.length === 0 ? title : `${title}\n\n${markdownTable(COLUMNS, [...rows, waterfallTotal(one)])}`;
  });
  return [...opening(result), ABOUT, ...tables, aboveNote(all), doubtNote(all)]
    .filter((text) => text !== '')
    .join('\n\n');
}

/** The largest parts of each test, for who reads in a terminal. */
export function waterfallSummary(result: Result): string {
  const all = result.waterfalls ?? [];
  if (all.length === 0) return '';
  const lines = all.map((one) => `- ${summaryLine(one)}`).join('\n');
  return [...opening(result), lines, doubtNote(all)].filter((text) => text !== '').join('\n\n');
}

const MOST_PARTS = 4;

function summaryLine(one: Waterfall): string {
  const whole = one.figures?.reached ?? null;
  const { largest, others } = largestParts(waterfallRows(one), MOST_PARTS);
  const parts = [
    ...largest.map(({ name, shareText, reached }) => `${name} ${shareText}${reached === '' ? '' : ` (${reached})`}`),
    ...(others === '' ? [] : [others]),
  ];
  const end = whole === null ? '' : `; as a whole ${reachedText(whole)}`;
  return `${inMarkdown(waterfallTitle(one))}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}${end}`;
}

const opening = ({ adapter }: Result): string[] => [
  '## Where a token’s time goes',
  ...(adapter.software ? ['**Software adapter, not a GPU.**'] : []),
];

export const waterfalls: ResultPart<typeof schema> = {
  schema,
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
  markdown: { report: waterfallSection, summary: waterfallSummary },
};
