/** The Markdown section on scores. What its cells say is in scores/score-rows.ts. */
import { inMarkdown } from './outside-text';
import type { Result } from './schema';
import { referenceSentence, scoreRows } from './scores/score-rows';
import { markdownTable } from './table';

export function scoreSection({ scores }: Result): string {
  if (scores === null || scores.scores.length === 0) return '';
  const rows = scoreRows(scores).map(({ name, value, range, reason }) => [
    name,
    value,
    range === '' ? '-' : range,
    inMarkdown(reason),
  ]);
  const table = markdownTable(
    [
      { title: 'score', align: 'left' },
      { title: 'value', align: 'right' },
      { title: '95 %', align: 'right' },
      { title: 'why none', align: 'left' },
    ],
    rows,
  );
  return ['## Scores', inMarkdown(referenceSentence(scores)), table].join('\n\n');
}
