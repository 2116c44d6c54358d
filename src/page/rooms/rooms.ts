/** The rooms of the page and their addresses: the fragment of a link, so that they work from any folder of any host. */

/** In the head of every room. */
export const MAIN_ROOMS = ['benchmark', 'compare', 'board', 'cost', 'learn', 'details'] as const;
export const ROOMS = [...MAIN_ROOMS, 'feel', 'engines'] as const;
export type Room = (typeof ROOMS)[number];

/** `#/` is the benchmark, which is also what every unknown address means. */
export const addressOf = (room: Room): string => (room === 'benchmark' ? '#/' : `#/${room}`);

/** Whose address says more behind a question mark. */
const WITH_MORE: ReadonlySet<Room> = new Set(['board', 'feel', 'learn']);

/** The room of a fragment. It comes from outside and may be anything, such as a receipt, which the benchmark reads. */
export const roomOf = (fragment: string): Room =>
  ROOMS.find((room) => {
    const own = addressOf(room);
    return fragment === own || (WITH_MORE.has(room) && fragment.startsWith(`${own}?`));
  }) ?? 'benchmark';
