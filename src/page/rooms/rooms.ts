/** The rooms of the page and their addresses: the fragment of a link, so that they work from any folder of any host. */

export const ROOMS = ['benchmark', 'compare', 'cost', 'details'] as const;
export type Room = (typeof ROOMS)[number];

export const ROOM_NAMES: Readonly<Record<Room, string>> = {
  benchmark: 'Benchmark',
  compare: 'Compare',
  cost: 'Cost',
  details: 'Details',
};

/** `#/` is the benchmark, which is also what every unknown address means. */
export const addressOf = (room: Room): string => (room === 'benchmark' ? '#/' : `#/${room}`);

/** The room of a fragment. It comes from outside and may be anything, such as a receipt, which the benchmark reads. */
export const roomOf = (fragment: string): Room => ROOMS.find((room) => addressOf(room) === fragment) ?? 'benchmark';
