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

/** The parts of an interval, all with the same number of decimals; only a low bound that these make 0 keeps a digit of its own. */
export function showInterval(interval: Interval): ShownInterval {
  const places = placesFor(interval);
  const { median, low, high } = interval;
  return { median: toPlaces(median, places), low: lowText(low, places), high: toPlaces(high, places) };
}

/** ` (92.1 to 96.0)`, behind a median; empty where both read the same. */
export const boundsBehind = ({ low, high }: ShownInterval): string => (low === high ? '' : ` (${low} to ${high})`);

/** What is measured is above 0: a bound of 0 would say that it may be nothing. */
function lowText(low: number, places: number): string {
  const text = toPlaces(low, places);
  return low > 0 && Number(text) === 0 ? toPlaces(low, -order(low)) : text;
}

/** An interval that reaches farther than this share of its median is no deviation of it, whatever its sides. */
const FARTHEST_DEVIATION = 0.5;

/**
 * `123 ± 3` where both bounds are as far from the median, to the digits shown; `32 (12 to 75)` where they are not, or where the
 * low one is nearer to 0 than to the median; `123` alone where there is no width to tell of.
 */
export function showFigure(interval: Interval): string {
  const { median, low, high } = interval;
  const shown = showInterval(interval);
  if (!(high > low)) return shown.median;
  const places = placesFor(interval);
  // A side below the last digit shown is rounded up to that digit: '± 0.0' would claim that there is none.
  const side = (length: number): string => toPlaces(Math.max(length, 10 ** -places), places);
  const [down, up] = [side(median - low), side(high - median)];
  const even = down === up && Number(up) <= FARTHEST_DEVIATION * Number(shown.median);
  return even ? `${shown.median} ± ${up}` : `${shown.median} (${shown.low} to ${shown.high})`;
}

/** The same figure in another unit, such as milliseconds from seconds. */
export function scaled(interval: Interval, factor: number): Interval {
  return { median: interval.median * factor, low: interval.low * factor, high: interval.high * factor };
}

/** Seconds with their spread, in the unit that their median calls for. */
export const showDuration = (interval: Interval): string =>
  interval.median >= 1 ? `${showFigure(interval)} s` : `${showFigure(scaled(interval, 1e3))} ms`;
