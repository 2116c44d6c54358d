/**
 * Where the page finds a board: `board-place.json` beside it. A host of static files has the page's own, which says that there is none here; whoever
 * runs such a host may name a board elsewhere in it. A server with a board answers in its place.
 */
import { z } from 'zod';
import { contactSchema } from './contact.ts';

const LONGEST_ADDRESS = 300;
const address = z.url({ protocol: /^https?$/ }).max(LONGEST_ADDRESS);

export const boardPlaceSchema = z.discriminatedUnion('board', [
  /** `discussions`: where people are asked to send their result instead, as a new discussion. */
  z.object({ board: z.literal('none'), discussions: address.optional() }),
  /** `contact`: of who runs it. */
  z.object({ board: z.literal('here'), contact: contactSchema.optional() }),
  z.object({ board: z.literal('elsewhere'), address }),
]);

export type BoardPlace = z.infer<typeof boardPlaceSchema>;

export const placeHere = (contact: string | null | undefined): BoardPlace => ({
  board: 'here',
  ...(contact === null || contact === undefined ? {} : { contact }),
});

/** Below the page's folder. */
export const PLACE_FILE = 'board-place.json';
