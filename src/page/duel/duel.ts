/** The challenge that the page was opened with. It never runs by itself: the person presses Run. Not a link of one's own (share/). */
import { asTokamarkError } from '../../foundation/errors';
import { holdsDuel } from '../../report/links/holds-duel';
import type { Receipt } from '../../report/receipt/receipt';
import type { Result } from '../../report/schema';
import { find } from '../dom/find';
import { whenChanged } from '../dom/view';
import type { PageState } from '../state/page-state';
import { errorMessage } from '../view/messages';
import type { OpenedDuel } from './opened-duel';

export function createDuel(onChange: () => void) {
  const [box, text, problem] = [find('duel'), find('duel-text'), find('duel-problem')];
  let current: OpenedDuel | null = null;

  const show = (opened: OpenedDuel | null, wrong: readonly Node[]): void => {
    current = opened;
    box.hidden = opened === null && wrong.length === 0;
    text.hidden = opened === null;
    problem.replaceChildren(...wrong);
    onChange();
  };
  const read = async (): Promise<void> => {
    const address = location.hash;
    // It stays while the person looks into other rooms.
    if (!holdsDuel(address)) return;
    try {
      const { openDuel } = await import('./opened-duel');
      const opened = await openDuel(address);
      if (location.hash === address) show(opened, []);
    } catch (thrown) {
      show(null, [errorMessage(asTokamarkError(thrown).toData())]);
    }
  };
  find('duel-clear').addEventListener('click', () => {
    history.replaceState(null, '', location.pathname);
    show(null, []);
    find('run-button').focus();
  });
  window.addEventListener('hashchange', () => void read());
  void read();
  const draw = whenChanged(
    (opened: OpenedDuel, result: Result | null) => [opened, result],
    (opened, result) => opened.draw(result, text),
  );
  return {
    /** What Run measures then; null where there is no challenge, or it was set aside. */
    receipt: (): Receipt | null => current?.duel.receipt ?? null,
    draw: ({ run }: PageState): void => {
      if (current !== null) draw(current, run.answer.result);
    },
  };
}
