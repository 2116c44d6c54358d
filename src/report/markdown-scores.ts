/** The Markdown section on scores. What its cells say is in scores/score-rows.ts. */
import { inMarkdown } from './outside-text';
import type { Result } from './schema';
import { referenceSentence, scoreRows, type ScoreRow } from './scores/score-rows';
import { left, right, sheetMarkdown, sheetOf } from './table';

export function scoreSection({ scores }: Result): string {
  if (scores === null || scores.scores.length === 0) return '';
  const sheet = sheetOf(
    [
      left<ScoreRow>('score', ({ name }) => name),
      right<ScoreRow>('value', ({ value }) => value),
      right<ScoreRow>('95 %', ({ range }) => range || '-'),
      left<ScoreRow>('reason for none', ({ reason }) => reason),
    ],
    scoreRows(scores),
  );
  const about = inMarkdown(referenceSentence(scores));
  return ['## Scores', about, sheetMarkdown(sheet, inMarkdown)].join('\n\n');
}
