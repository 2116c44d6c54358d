/** Shows the room of the address: its section alone, its name in the title, the focus on its heading. */
import { render, h } from 'preact';
import { find } from '../dom/find';
import type { View } from '../dom/view';
import type { PageState } from '../state/page-state';
import { WORDS } from './catalogue/words';
import { ROOMS, roomOf, type Room } from './rooms';
import { runStrip } from './run-strip';
import { SiteHeader } from './site-header';

interface Acts {
  readonly onEnter: (room: Room) => void;
  readonly onCancel: () => void;
}

export function createRooms({ onEnter, onCancel }: Acts): View {
  const header = find('site-header');
  const title = document.title;
  let shown: Room | null = null;
  window.addEventListener('hashchange', () => onEnter(roomOf(location.hash)));
  find('skip-link').addEventListener('click', (event) => {
    // Another fragment would be another room.
    event.preventDefault();
    if (shown !== null) find(`${shown}-title`).focus();
  });
  return ({ room, ...state }: PageState, { formats }) => {
    const strip = runStrip(state, formats);
    document.body.dataset['strip'] = String(strip !== null && room !== 'benchmark' && room !== strip.room);
    render(h(SiteHeader, { room, run: strip, onCancel }), header);
    if (room === shown) return;
    const opened = shown === null;
    shown = room;
    for (const one of ROOMS) find(`room-${one}`).hidden = one !== room;
    document.title = room === 'benchmark' ? title : WORDS.title(WORDS.names[room]);
    if (opened) return;
    window.scrollTo(0, 0);
    find(`${room}-title`).focus();
  };
}
