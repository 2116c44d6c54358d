/**
 * Draws the pictures of a run that has ended, in the room that is shown. What draws them is loaded then, and not while something is
 * timed.
 */
import { render } from 'preact';
import { asTokamarkError } from '../../foundation/errors';
import type { Result } from '../../report/schema';
import { find } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import { ROOMS, type Room } from '../rooms/rooms';
import { hasEnded } from '../state/page-state';
import { resultSoFar } from '../state/partial-result';
import { showError } from '../view/messages';
import type { Shown } from './draw-pictures';

/** By room. A visitor meets findings, below a number that is marked; what explains them is among the details. */
const PLACES: Partial<Readonly<Record<Room, Shown>>> = {
  benchmark: { ids: ['speed', 'token-time', 'line'], as: 'cards' },
  details: { ids: ['roofline', 'bits', 'latency', 'sustained'], as: 'folded' },
};

export function createPictures(): View {
  const rooms = ROOMS.filter((room) => PLACES[room] !== undefined);
  const places = new Map(rooms.map((room) => [room, { host: find(`pictures-${room}`), drawn: noResult() }]));
  const show = async (room: Room, result: Result | null): Promise<void> => {
    const [place, shown] = [places.get(room), PLACES[room]];
    if (place === undefined || shown === undefined || place.drawn === result) return;
    place.drawn = result;
    if (result === null) return render(null, place.host);
    try {
      const { drawPictures } = await import('./draw-pictures');
      // Another run may have begun meanwhile.
      if (place.drawn === result) await drawPictures(place.host, result, shown, () => place.drawn === result);
    } catch (thrown) {
      showError(place.host, asTokamarkError(thrown).toData());
    }
  };
  return whenChanged(
    ({ room, run }) => [room, run.id, run.phase, run.answer.result],
    (state) => {
      const result = hasEnded(state.run) ? resultSoFar(state) : null;
      if (result !== null) return void show(state.room, result);
      for (const room of rooms) void show(room, null);
    },
  );
}

const noResult = (): Result | null => null;
