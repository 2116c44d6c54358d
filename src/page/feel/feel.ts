/** Draws the room `#/feel`; its code and the data of devices and models come when somebody enters it. */
import { loaded } from '../../foundation/lazy';
import { find } from '../dom/find';
import type { View } from '../dom/view';
import { roomWhenEntered } from '../rooms/entered';

export const createFeel = (): View =>
  roomWhenEntered('feel', async (problem) => {
    const { createFeelRoom } = await loaded('The room to feel a speed', () => import('./room'));
    return createFeelRoom(find('feel'), problem);
  });
