/** Draws the room `#/board`; its code comes when somebody enters it, and nothing is asked of a board before. */
import { loaded } from '../../foundation/lazy';
import { find } from '../dom/find';
import type { View } from '../dom/view';
import { roomWhenEntered } from '../rooms/entered';

export const createBoard = (): View =>
  roomWhenEntered('board', async () => {
    const { createBoardRoom } = await loaded('The room of the board', () => import('./room'));
    return createBoardRoom(find('board'));
  });
