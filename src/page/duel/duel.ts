/** The challenge that the page was opened with. It never runs by itself: the person presses Run. Not a link of one's own (share/). */
import { h, render, type ComponentType } from 'preact';
import { asTokamarkError } from '../../foundation/errors';
import { latest } from '../../foundation/latest';
import { loaded } from '../../foundation/lazy';
import { holdsDuel } from '../../report/links/holds-duel';
import { find } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import { isBusy, type PageEvent, type PageState } from '../state/page-state';
import { DuelAction, DuelBox } from './duel-box';
import type { DuelViewProps } from './duel-view';

export function createDuel(dispatch: (event: PageEvent) => void): View {
  const [place, action] = [find('duel-place'), find('duel-action')];
  let Verdict: ComponentType<DuelViewProps> | null = null;
  const { ask, forget } = latest(
    async (address: string) => {
      const { openDuel, DuelView } = await loaded('The challenge', () => import('./opened-duel'));
      Verdict = DuelView;
      return openDuel(address);
    },
    (challenge) => dispatch({ type: 'challenge-changed', challenge, refused: null }),
    (thrown) => dispatch({ type: 'challenge-changed', challenge: null, refused: asTokamarkError(thrown).toData() }),
  );
  // It stays while the person looks into other rooms.
  const read = (): void => {
    if (holdsDuel(location.hash)) void ask(location.hash);
  };
  const onClear = (): void => {
    forget();
    history.replaceState(null, '', location.pathname);
    dispatch({ type: 'challenge-changed', challenge: null, refused: null });
    find('run-button').focus();
  };
  window.addEventListener('hashchange', read);
  read();
  return whenChanged(
    ({ challenge, refused, run }: PageState) => [challenge, refused, run.answer.result, isBusy(run)],
    ({ challenge, refused, run }) => {
      render(h(DuelBox, { challenge, refused, result: run.answer.result, Verdict }), place);
      render(h(DuelAction, { challenge, refused, busy: isBusy(run), onClear }), action);
    },
  );
}
