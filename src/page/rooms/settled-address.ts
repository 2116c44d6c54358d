/** The address of a room as it was meant, once a person has typed it with capitals or pasted one behind another. Not which room it opens (rooms.ts). */
import { addressOf, ROOMS, roomOf } from './rooms';

/** The last address of a room in a fragment, the room's name in small letters; a fragment without one stays as it is. */
export function settledAddress(fragment: string): string {
  // What an address says of itself holds no bare #.
  const parts = fragment.split('#').slice(1);
  return parts.map(ownAddress).findLast((own) => own !== null) ?? fragment;
}

function ownAddress(part: string): string | null {
  const [, name = '', more = ''] = /^(\/[a-z]*)(\?.*)?$/is.exec(part) ?? [];
  const own = `#${name.toLowerCase()}${more}`;
  return ROOMS.some((room) => own === addressOf(room)) || roomOf(own) !== 'benchmark' ? own : null;
}

/** Before anything else reads the address, now and whenever it changes. */
export function settleAddresses(): void {
  const settle = (): void => {
    const settled = settledAddress(location.hash);
    if (settled !== location.hash) history.replaceState(null, '', settled);
  };
  window.addEventListener('hashchange', settle);
  settle();
}
