/** A room whose code comes when somebody enters it; it is drawn in what its name gives, and what goes wrong stands beside it. */
import { asTokamarkError } from '../../foundation/errors';
import { find } from '../dom/find';
import type { View } from '../dom/view';
import type { PageState } from '../state/page-state';
import { showError } from '../view/messages';
import type { Room } from './rooms';

/** @param load loads the code and makes the room; it is asked again at the next visit where it has failed */
export function roomWhenEntered(room: Room, load: (problem: Element) => Promise<(state: PageState) => void>): View {
  let latest: PageState | null = null;
  let draw: ((state: PageState) => void) | null = null;
  let asked = false;
  const begin = async (): Promise<void> => {
    const problem = find(`${room}-problem`);
    try {
      draw = await load(problem);
      if (latest !== null) draw(latest);
    } catch (thrown) {
      asked = false;
      showError(problem, asTokamarkError(thrown).toData());
    }
  };
  return (state) => {
    latest = state;
    if (state.room === room && !asked) {
      asked = true;
      void begin();
    }
    draw?.(state);
  };
}
