/** Draws the scores below the results table, once a run has ended; hidden as long as no GPU's reference is frozen. What they say is in report/scores. */
import { REFERENCE, shownScores } from '../../report/scores/score';
import { referenceSentence, scoreRows } from '../../report/scores/score-rows';
import type { Result, Scores } from '../../report/schema';
import { standing } from '../../report/standing';
import { find, make, setText } from '../dom/find';
import { whenChanged, type View } from '../dom/view';

export function createScores(): View {
  const list = find('score-list');
  const before = find('score-about').textContent;
  find('scores').hidden = REFERENCE.software;
  return whenChanged(
    ({ run }) => [run.answer.result],
    ({ run }) => {
      const { result } = run.answer;
      const none = result === null ? '' : noScore(result);
      const scores = none === '' && result !== null ? shownScores(result) : null;
      setText('score-about', none !== '' ? `No score. ${none}` : scores === null ? before : aboutText(scores));
      list.replaceChildren(...(scores === null ? [] : scoreItems(scores)));
    },
  );
}

const scoreItems = (scores: Scores): HTMLElement[] =>
  scoreRows(scores).map(({ name, value, range, reason }) => {
    const figure = [make('strong', { text: value }), make('span', { class: 'range', text: range || reason })];
    return make('div', {}, make('dt', { text: name }), make('dd', {}, ...figure));
  });

/** Why no format has a score, where the reason is one and the same; otherwise empty. */
export function noScore(result: Result): string {
  const scores = shownScores(result);
  if (scores === null) return standing(result).reasons.find(({ code }) => code !== 'software-adapter')?.why ?? '';
  const reasons = new Set(scores.scores.map(({ score, reason }) => (score === null ? reason : '')));
  const [reason = ''] = reasons;
  return reasons.size === 1 ? reason : '';
}

/** A shrunk workload has the same reason in every format: the reader meets it beside the name. */
const aboutText = (scores: Scores): string =>
  `${referenceSentence(scores)} Each format has its own; the range is the 95 % interval from within this run.`;
