/**
 * The address of a room that a server has drawn before any code ran: `/board?gpu=m3` is `#/board?gpu=m3` of the page beside it. Not which
 * room that opens (rooms.ts).
 */

/** Relative to the page; null where the address is the page's own already. */
export function settledPath({ pathname, search, hash }: Pick<Location, 'pathname' | 'search' | 'hash'>): string | null {
  if (!pathname.endsWith('/board')) return null;
  // A link of the page that was followed before its code was there.
  return hash === '' ? `./#/board${search}` : `./${hash}`;
}

/** Before anything else reads the address. */
export function settlePath(): void {
  const settled = settledPath(location);
  if (settled !== null) history.replaceState(null, '', settled);
}
