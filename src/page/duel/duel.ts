/** The challenge that the page was opened with. It never runs by itself: the person presses Run. Not a link of one's own (share/). */
import { asTokamarkError, type ErrorData } from '../../foundation/errors';
import { latest } from '../../foundation/latest';
import { loaded } from '../../foundation/lazy';
import { holdsDuel } from '../../report/links/holds-duel';
import type { Duel } from '../../report/links/duel';
import type { Result } from '../../report/schema';
import { find } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import type { PageEvent } from '../state/page-state';
import { showError } from '../view/messages';
import type { OpenedDuel } from './opened-duel';

export function createDuel(dispatch: (event: PageEvent) => void): View {
  const [box, text, problem] = [find('duel'), find('duel-text'), find('duel-problem')];
  let opened: OpenedDuel | null = null;

  const show = (next: OpenedDuel | null, wrong: ErrorData | null): void => {
    opened = next;
    box.hidden = wrong === null;
    text.hidden = true;
    find('duel-clear').hidden = next === null && wrong === null;
    showError(problem, wrong);
    dispatch({ type: 'challenge-changed', challenge: next?.duel ?? null });
  };
  const { ask, forget } = latest(
    async (address: string) => (await loaded('The challenge', () => import('./opened-duel'))).openDuel(address),
    (found) => show(found, null),
    (thrown) => show(null, asTokamarkError(thrown).toData()),
  );
  // It stays while the person looks into other rooms.
  const read = (): void => {
    if (holdsDuel(location.hash)) void ask(location.hash);
  };
  find('duel-clear').addEventListener('click', () => {
    forget();
    history.replaceState(null, '', location.pathname);
    show(null, null);
    find('run-button').focus();
  });
  window.addEventListener('hashchange', read);
  read();
  const draw = whenChanged(
    (duel: Duel | null, result: Result | null) => [duel, result],
    (duel, result) => {
      const decided = duel !== null && result !== null;
      text.hidden = !decided;
      box.hidden = !decided && problem.childElementCount === 0;
      if (decided) opened?.draw(result, text);
    },
  );
  return ({ challenge, run }) => draw(challenge, run.answer.result);
}
