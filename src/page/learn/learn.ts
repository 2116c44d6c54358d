/** Draws the room `#/learn`; its code comes when somebody enters it. */
import { loaded } from '../../foundation/lazy';
import { find } from '../dom/find';
import type { View } from '../dom/view';
import type { LabCalls } from '../lab-calls';
import { roomWhenEntered } from '../rooms/entered';

export const createLearn = (calls: LabCalls): View =>
  roomWhenEntered('learn', async () => {
    const { createLearnRoom } = await loaded('The room to learn in', () => import('./room'));
    return createLearnRoom(find('learn'), calls);
  });
