/** How much short work to repeat until a clock can tell how long it takes: the one loop for all that is timed so. */

export interface Growing {
  /** Units of the first piece of work, and of the largest. */
  readonly first: number;
  readonly most: number;
  /** Seconds that a piece should last at least. */
  readonly aim: number;
}

/** Of anything short: the encoding of more would take longer than the work. */
export const MOST_REPEATS = 2048;

/** A piece should end well above the aim, so that the next one does too. */
const MARGIN = 1.5;
/** Beyond that, a piece could be too long for a watchdog: a clock that shows little may be too coarse. */
const MOST_GROWTH = 8;
const LEAST_GROWTH = 1.25;

/** Lets the work grow until a piece lasts as long as it should. @param take seconds of so many units @returns the last piece */
export async function grown(
  take: (units: number) => Promise<number>,
  { first, most, aim }: Growing,
): Promise<{ readonly units: number; readonly taken: number }> {
  for (let units = Math.min(first, most); ;) {
    const taken = await take(units);
    if (taken >= aim || units >= most) return { units, taken };
    const wanted = taken > 0 ? (MARGIN * aim) / taken : MOST_GROWTH;
    units = Math.min(most, Math.ceil(units * Math.min(MOST_GROWTH, Math.max(LEAST_GROWTH, wanted))));
  }
}
