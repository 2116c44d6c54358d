/** Draws the scores below the results table, once a run has ended. What they say is in report/scores. */
import { referenceSentence, scoreRows } from '../../report/scores/score-rows';
import type { Scores } from '../../report/schema';
import { find, make, setText } from '../dom/find';
import type { RunState } from '../state/page-state';

export function createScores(): (run: RunState) => void {
  const list = find('score-list', HTMLElement);
  const about = find('score-about', HTMLElement);
  const before = about.textContent;
  let drawn: Scores | null = null;
  return ({ result }) => {
    const scores = result?.scores ?? null;
    if (scores === drawn) return;
    drawn = scores;
    const none = scores === null ? '' : noScore(scores);
    setText(about, scores === null ? before : none === '' ? aboutText(scores) : `No score. ${none}`);
    list.replaceChildren(...(scores === null || none !== '' ? [] : scoreItems(scores)));
  };
}

function scoreItems(scores: Scores): HTMLElement[] {
  return scoreRows(scores).map(({ name, value, range, reason }) =>
    make(
      'div',
      {},
      make('dt', { text: name }),
      make('dd', {}, make('strong', { text: value }), make('span', { class: 'range', text: range || reason })),
    ),
  );
}

/** Why no format has a score, where the reason is one and the same; otherwise empty. */
export function noScore({ scores }: Pick<Scores, 'scores'>): string {
  const reasons = new Set(scores.map(({ score, reason }) => (score === null ? reason : '')));
  const [reason = ''] = reasons;
  return reasons.size === 1 ? reason : '';
}

/** A shrunk workload has the same reason in every format: the reader meets it beside the name. */
const aboutText = (scores: Scores): string =>
  `${referenceSentence(scores)} Each format has its own; the range is the 95 % interval from within this run.`;
