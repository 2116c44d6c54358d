/** Draws the room `#/engines`; its code comes when somebody enters it, and other engines not before somebody runs them. */
import { loaded } from '../../foundation/lazy';
import { find } from '../dom/find';
import type { View } from '../dom/view';
import { roomWhenEntered } from '../rooms/entered';
import type { EnginesRoomParts } from './room';

export const createEngines = (parts: EnginesRoomParts): View =>
  roomWhenEntered('engines', async () => {
    const { createEnginesRoom } = await loaded('The room to compare engines in', () => import('./room'));
    return createEnginesRoom(find('engines'), parts);
  });
