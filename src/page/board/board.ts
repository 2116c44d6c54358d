/** Draws the room `#/board`; its code comes when somebody enters it, and nothing is asked of a board before. */
import { loaded } from '../../foundation/lazy';
import { find } from '../dom/find';
import type { View } from '../dom/view';
import { roomWhenEntered } from '../rooms/entered';
import type { SendParts } from './send/sending';

/** @param parts for sending a run: its code comes when somebody asks to send one */
export const createBoard = (parts: SendParts): View =>
  roomWhenEntered('board', async () => {
    const { createBoardRoom } = await loaded('The room of the board', () => import('./room'));
    return createBoardRoom(find('board'), parts);
  });
