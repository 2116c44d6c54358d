/**
 * Where the page finds a board: `board-place.json` beside it. A host of static files has the page's own, which says that there is none here; whoever
 * runs such a host may name a board elsewhere in it. A server with a board answers in its place.
 */
import { z } from 'zod';

const LONGEST_ADDRESS = 300;
const address = z.url({ protocol: /^https?$/ }).max(LONGEST_ADDRESS);

export const boardPlaceSchema = z.discriminatedUnion('board', [
  /** `discussions`: where people are asked to send their result instead, as a new discussion. */
  z.object({ board: z.literal('none'), discussions: address.optional() }),
  z.object({ board: z.literal('here') }),
  z.object({ board: z.literal('elsewhere'), address }),
]);

export type BoardPlace = z.infer<typeof boardPlaceSchema>;

/** Below the page's folder. */
export const PLACE_FILE = 'board-place.json';
