/** How often and how long the same request is sent again. Pure: who waits is ask.ts. */

export interface Patience {
  /** Seconds from the first try within which another may begin. */
  readonly seconds: number;
  /** The longest wait that a board may ask for, in seconds: beyond it, it is said instead. */
  readonly longest: number;
}

/** A person waits: for a challenge, or for an answer to what they want to know. */
export const SHORT: Patience = { seconds: 20, longest: 15 };
/** A run is sent: it was made in minutes, and is kept where this is not enough. */
export const LONG: Patience = { seconds: 90, longest: 60 };

const FIRST_WAIT = 0.5;
const LONGEST_WAIT = 15;

/**
 * Seconds until the next try; null: there is none.
 * @param tries that were made
 * @param spent seconds since the first began
 * @param asked by the board, in seconds; null where it does not say
 * @param chance 0 to 1, so that not all who wait come back at once
 */
export function nextTry(
  { seconds, longest }: Patience,
  { tries, spent, asked, chance }: { tries: number; spent: number; asked: number | null; chance: number },
): number | null {
  if (asked !== null && asked > longest) return null;
  const own = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (tries - 1)) * (0.75 + 0.5 * chance);
  const wait = Math.max(own, asked ?? 0);
  return spent + wait > seconds ? null : wait;
}
