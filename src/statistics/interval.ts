/** What an interval is: the type that statistics, report, page and terminal share. */

/** A measured value with the bounds of its interval, all in one unit. */
export interface Interval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Of every interval that a result holds. */
export const LEVEL = 0.95;
