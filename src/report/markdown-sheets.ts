/** The Markdown sections that are one table. What its cells say is where each sheet is made. */
import { ABOUT_BATCHES, batchSheet } from './batches';
import { variantSheet, workSheet } from './device-work';
import { inMarkdown } from './outside-text';
import { phaseSheet } from './phases';
import type { Result } from './schema';
import { shownScores } from './scores/score';
import { referenceSentence, scoreRows, type ScoreRow } from './scores/score-rows';
import { left, right, sheetOf, sheetSection, softwareMark } from './table';

/** Empty where every test was of one sequence. */
export const batchSection = ({ results, adapter }: Result): string =>
  sheetSection('Several sequences at once', `${ABOUT_BATCHES}${softwareMark(adapter)}`, batchSheet(results));

export const phaseSection = ({ results }: Result): string =>
  sheetSection(
    'Cold, steady, tail',
    'Tokens per second: of the first run, with its compilation; of the median repetition; of the slowest that counted; and what 90 % of them reach, from 10 repetitions on.',
    phaseSheet(results),
  );

export const workSection = ({ results }: Result): string =>
  sheetSection(
    'Work per token',
    'Per token, the mean over a pass. Encoding is the time to record commands, from the median submit, without submitting them.',
    workSheet(results),
  );

export const variantSection = ({ results }: Result): string =>
  sheetSection('Kernel variants', '', variantSheet(results));

const SCORE_COLUMNS = [
  left<ScoreRow>('score', ({ name }) => name),
  right<ScoreRow>('value', ({ value }) => value),
  right<ScoreRow>('95 %', ({ range }) => range || '-'),
  left<ScoreRow>('reason for none', ({ reason }) => reason),
];

export function scoreSection(result: Result): string {
  const scores = shownScores(result);
  if (scores === null) return '';
  return sheetSection('Scores', inMarkdown(referenceSentence(scores)), sheetOf(SCORE_COLUMNS, scoreRows(scores)));
}
