/** Draws the room `#/feel`; its code and the data of devices and models come when somebody enters it. */
import { loaded } from '../../foundation/lazy';
import { asTokamarkError } from '../../foundation/errors';
import { find } from '../dom/find';
import type { View } from '../dom/view';
import type { PageState } from '../state/page-state';
import { errorMessage } from '../view/messages';

export function createFeel(): View {
  let latest: PageState | null = null;
  let room: ((state: PageState) => void) | null = null;
  let asked = false;
  const load = async (): Promise<void> => {
    const problem = find('feel-problem');
    try {
      const { createFeelRoom } = await loaded('The room to feel a speed', () => import('./room'));
      room = createFeelRoom(find('feel'), problem);
      if (latest !== null) room(latest);
    } catch (thrown) {
      asked = false;
      problem.replaceChildren(errorMessage(asTokamarkError(thrown).toData()));
    }
  };
  return (state) => {
    latest = state;
    if (state.room === 'feel' && !asked) {
      asked = true;
      void load();
    }
    room?.(state);
  };
}
