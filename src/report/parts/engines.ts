/** The other engines that ran beside ours: what they are, how they were set, and how many times as fast ours is. None where it ran alone. */
import { z } from 'zod';
import { isTie } from '../../statistics/ratio';
import { contestantName } from '../contestant';
import { showInterval } from '../digits';
import { ratioBasis } from '../format-ratio';
import { inMarkdown } from '../outside-text';
import type { Result } from '../schema';
import { markdownTable } from '../table';
import { everywhere, type ResultPart } from './part';

const schema = z
  .array(
    z.looseObject({
      /** As its measurements name it. */
      id: z.string().min(1),
      version: z.string(),
      /** What a reader must know of how it runs, a sentence each. */
      settings: z.array(z.string()),
    }),
  )
  .default([]);

function section({ engines, formatRatios, adapter }: Result): string {
  if (engines.length === 0) return '';
  const columns = [
    { title: 'test', align: 'left' },
    { title: 'ours', align: 'left' },
    { title: 'against', align: 'left' },
    { title: 'times as fast', align: 'right' },
    { title: 'faster', align: 'left' },
  ] as const;
  const rows = formatRatios.flatMap((ratio) => {
    const { engines: apart, metric, test, of, than } = ratio;
    if (apart === undefined || metric !== 'tokensPerSecond') return [];
    const { median, low, high } = showInterval(ratio);
    const other = contestantName({ engine: apart.than, format: than });
    const faster = isTie(ratio) ? 'tie' : ratio.median > 1 ? 'ours' : '**theirs**';
    const names = [test, contestantName({ engine: apart.of, format: of }), other].map(inMarkdown);
    return [[...names, `${median} × (${low} to ${high}), ${ratioBasis(ratio)}`, faster]];
  });
  const mark = adapter.software ? ' **Software adapter, not a GPU.**' : '';
  return [
    '## Other engines',
    `All engines took their turns on this adapter; each row compares weights that are stored alike. Nobody checks another engine's kernels here.${mark}`,
    ...engines.map(({ id, version, settings }) =>
      `**${inMarkdown(id)}**: ${inMarkdown(version)}. ${settings.map(inMarkdown).join(' ')}`.trim(),
    ),
    ...(rows.length === 0 ? [] : [markdownTable(columns, rows)]),
  ].join('\n\n');
}

export const engines: ResultPart<typeof schema> = { schema, markdown: everywhere(section) };
