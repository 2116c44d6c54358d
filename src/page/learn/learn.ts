/** Draws the room `#/learn`; its code comes when somebody enters it. */
import { asTokamarkError } from '../../foundation/errors';
import { loaded } from '../../foundation/lazy';
import { find } from '../dom/find';
import type { LabCalls } from '../lab-calls';
import type { View } from '../dom/view';
import type { PageState } from '../state/page-state';
import { errorMessage } from '../view/messages';

export function createLearn(calls: LabCalls): View {
  let latest: PageState | null = null;
  let room: ((state: PageState) => void) | null = null;
  let asked = false;
  const load = async (): Promise<void> => {
    const problem = find('learn-problem');
    try {
      const { createLearnRoom } = await loaded('The room to learn in', () => import('./room'));
      room = createLearnRoom(find('learn'), calls);
      if (latest !== null) room(latest);
    } catch (thrown) {
      asked = false;
      problem.replaceChildren(errorMessage(asTokamarkError(thrown).toData()));
    }
  };
  return (state) => {
    latest = state;
    if (state.room === 'learn' && !asked) {
      asked = true;
      void load();
    }
    room?.(state);
  };
}
