/** The scores of a result, or in one sentence why it has none. */
import type { Result } from '../../report/schema';
import { REFERENCE, shownScores } from '../../report/scores/score';
import { referenceSentence, scoreRows, type ScoreRow } from '../../report/scores/score-rows';
import { standing } from '../../report/standing';
import { WORDS } from './catalogue/words';

export interface ShownScores {
  readonly rows: readonly ScoreRow[];
  readonly about: string;
}

/** Null without a result, and as long as no GPU's reference is frozen. */
export function scoresOf(result: Result | null): ShownScores | null {
  if (result === null || REFERENCE.software) return null;
  const none = noScore(result);
  const scores = none === '' ? shownScores(result) : null;
  if (scores === null) return { rows: [], about: WORDS.scores.none(none) };
  return { rows: scoreRows(scores), about: `${referenceSentence(scores)} ${WORDS.scores.ranges}` };
}

/** Why no format has a score, where the reason is one and the same; otherwise empty. */
export function noScore(result: Result): string {
  const scores = shownScores(result);
  if (scores === null) return standing(result).reasons.find(({ code }) => code !== 'software-adapter')?.why ?? '';
  const reasons = new Set(scores.scores.map(({ score, reason }) => (score === null ? reason : '')));
  const [reason = ''] = reasons;
  return reasons.size === 1 ? reason : '';
}
