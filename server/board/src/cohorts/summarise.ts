/** The figure of any runs that a filter leaves, by each device's median: of all of them, or of a sample, which says how far off it may be. */
import { medianBounds } from '../../../../src/statistics/order-statistics';
import { FEWEST_DEVICES, figureOfSorted, type CohortFigure } from './figure';

export interface Summary extends CohortFigure {
  /** Null where every device was read. */
  readonly error: SamplingError | null;
}

export interface SamplingError {
  /** The figure of every device would lie this far away at most, as a share of it, with a certainty of `level`. Null of fewer than FEWEST_DEVICES. */
  readonly share: number | null;
  readonly level: number;
  /** How many devices there are, as the share of numbers that the sample takes up says (n divided by it). */
  readonly devices: number;
  /** The relative standard error of that count. */
  readonly devicesError: number;
}

const SAMPLING_LEVEL = 0.99;

/**
 * Null where the filter leaves nothing.
 * @param sorted one value of each device, ascending
 * @param below of all devices those with a number below this were drawn; 1 where none was left out
 */
export function summaryOf(sorted: readonly number[], below: number): Summary | null {
  const figure = figureOfSorted(sorted);
  if (figure === null) return null;
  return { ...figure, error: below >= 1 ? null : errorOf(sorted, figure.median, below) };
}

/**
 * Of devices drawn without putting back, the interval of order statistics holds the median of all devices at least as often as it
 * holds that of an endless crowd. The count and its error are those of k-th least values (Bar-Yossef and others, RANDOM 2002).
 */
function errorOf(sorted: readonly number[], median: number, below: number): SamplingError {
  const n = sorted.length;
  const { low, high } = medianBounds(sorted, SAMPLING_LEVEL);
  const share = n < FEWEST_DEVICES ? null : Math.max(high / median - 1, 1 - low / median);
  return {
    share,
    level: SAMPLING_LEVEL,
    devices: Math.round(n / below),
    devicesError: 1 / Math.sqrt(Math.max(1, n - 1)),
  };
}
