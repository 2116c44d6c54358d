/**
 * What follows from the takes of a roof: the median of the fastest third of all of them, over the whole run. A roof is what a device
 * can do at most, and what disturbs a take only makes it slower; the very fastest alone might be a whim of the clock.
 */

/** Of all takes; at least LEAST of them. */
const FASTEST = 1 / 3;
const LEAST = 3;
/** The fastest agree where the slowest of them took at most this times the fastest. */
const SETTLED = 1.05;

/** The least third of `values`, such as seconds, in the order in which they were taken. */
export function fastest<T extends number>(values: readonly T[]): readonly T[] {
  const count = Math.min(values.length, Math.max(LEAST, Math.ceil(FASTEST * values.length)));
  const limit = values.toSorted((a, b) => a - b)[count - 1];
  if (limit === undefined) return [];
  // Of several that are equal, the first.
  let equal = count - values.filter((one) => one < limit).length;
  return values.filter((one) => one < limit || (one === limit && equal-- > 0));
}

/** How many times the fastest the slowest of the fastest third took; Infinity where there are too few to tell. */
export function apart(seconds: readonly number[]): number {
  const best = fastest(seconds);
  return best.length < LEAST ? Infinity : Math.max(...best) / Math.min(...best);
}

/** Whether a further take would hardly change anything. */
export const settled = (seconds: readonly number[]): boolean => apart(seconds) <= SETTLED;
