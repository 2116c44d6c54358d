/**
 * How many digits of a measured figure are shown: as many as its interval allows. One rule for the page, the Markdown
 * report and the terminal. Not statistics (see statistics/) and not the units of sizes and durations (see quantity.ts).
 */
import type { Interval } from '../statistics/interval';

export type { Interval };

export interface ShownInterval {
  readonly median: string;
  readonly low: string;
  readonly high: string;
  /** The farther of the two bounds from the median; '0' where the interval has no width. */
  readonly spread: string;
}

/** An interval from within one run does not cover what changes between runs: never more digits than this. */
const MOST_SIGNIFICANT = 4;
/** What a figure without a width (one sample, or a clock too coarse to tell two apart) is shown with. */
const WITHOUT_WIDTH = 3;
/** Not even a hopeless interval reduces a figure to its order of magnitude. */
const FEWEST_SIGNIFICANT = 2;

const order = (value: number): number => Math.floor(Math.log10(value));

/**
 * Decimal places for `interval` (negative: tens, hundreds): the last digit shown is the spread's first, or its second
 * where the first is a 1 or 2 (rounding 1.4 to 1 would move the bound by a third).
 */
export function placesFor({ median, low, high }: Interval): number {
  const spread = Math.max(high - median, median - low);
  const magnitude = median > 0 ? order(median) : 0;
  const most = MOST_SIGNIFICANT - 1 - magnitude;
  const fewest = FEWEST_SIGNIFICANT - 1 - magnitude;
  if (!(spread > 0)) return WITHOUT_WIDTH - 1 - magnitude;
  const leading = order(spread);
  const first = spread / 10 ** leading;
  const wanted = first < 3 ? 1 - leading : -leading;
  return Math.min(most, Math.max(fewest, wanted));
}

/** `value` rounded to `places` decimals (negative: to tens, hundreds), without an exponent or a thousands separator. */
export function toPlaces(value: number, places: number): string {
  if (places >= 0) return value.toFixed(Math.min(places, 20));
  const step = 10 ** -places;
  return (Math.round(value / step) * step).toFixed(0);
}

/** The parts of an interval, all with the same number of decimals. */
export function showInterval(interval: Interval): ShownInterval {
  const places = placesFor(interval);
  const { median, low, high } = interval;
  const spread = Math.max(high - median, median - low);
  return {
    median: toPlaces(median, places),
    low: toPlaces(low, places),
    high: toPlaces(high, places),
    // A spread below the last digit shown is rounded up to that digit: '± 0.0' would claim that there is none.
    spread: spread > 0 ? toPlaces(Math.max(spread, 10 ** -places), places) : '0',
  };
}

/** `123 ± 3`, or `123` alone where there is no width to tell of. */
export function showFigure(interval: Interval): string {
  const { median, spread } = showInterval(interval);
  return spread === '0' ? median : `${median} ± ${spread}`;
}

/** The same figure in another unit, such as milliseconds from seconds. */
export function scaled(interval: Interval, factor: number): Interval {
  return { median: interval.median * factor, low: interval.low * factor, high: interval.high * factor };
}
