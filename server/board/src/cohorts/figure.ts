/**
 * What a cohort says: the median of its devices' values, with the interval that src/statistics gives any median, and with one that
 * also holds where some of the devices are false. Of fewer than five devices nothing is claimed but the median.
 */
import type { Interval } from '../../../../src/statistics/interval';
import { medianBounds } from '../../../../src/statistics/order-statistics';
import { summariseSorted } from '../../../../src/statistics/spread';

/** Of fewer devices neither an interval nor a percentile is given: smallest to largest of four covers with 87.5 % only. */
export const FEWEST_DEVICES = 5;
/** Of the devices, so many may be false for the guarded bounds to hold. */
const FALSE_SHARE = 0.2;

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

export interface CohortFigure {
  readonly median: number;
  /** Hold the median of all devices of this kind with 95 % (93.75 % of five devices). Null of fewer than FEWEST_DEVICES. */
  readonly bounds: Bounds | null;
  /** Hold it as often where up to a fifth of the devices sent whatever their owners liked. Null of fewer than FEWEST_DEVICES. */
  readonly guarded: Bounds | null;
  /** Devices, each counted once. */
  readonly n: number;
}

/** Null without a device: “no cohort yet”. */
export const figureOf = (values: readonly number[]): CohortFigure | null =>
  figureOfSorted(values.toSorted((a, b) => a - b));

/** The same of values in ascending order. */
export function figureOfSorted(sorted: readonly number[]): CohortFigure | null {
  const n = sorted.length;
  if (n === 0) return null;
  const { median, low, high } = summariseSorted(sorted);
  if (n < FEWEST_DEVICES) return { median, bounds: null, guarded: null, n };
  return { median, bounds: { low, high }, guarded: guardedBounds(sorted), n };
}

/** As src/statistics takes it; null of too few devices. */
export const intervalOf = ({ median, bounds }: CohortFigure): Interval | null =>
  bounds === null ? null : { median, ...bounds };

/** How many of n devices are sure to be true where no more than FALSE_SHARE are false. */
export const trueAmong = (n: number): number => n - Math.floor(n * FALSE_SHARE);

/**
 * False values, wherever they lie, can make the k-th least value only less and the k-th largest only more. So the bounds that the
 * true devices would have had lie inside of these: the lower one as if the largest values were the false ones, the upper one as if
 * the least were.
 */
function guardedBounds(sorted: readonly number[]): Bounds {
  const count = trueAmong(sorted.length);
  return { low: medianBounds(sorted.slice(0, count)).low, high: medianBounds(sorted.slice(-count)).high };
}
