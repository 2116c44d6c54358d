/** Where one value lies among those of a cohort's devices: “better than 63 % of 41”. Of devices, so that who sends more moves nothing. */
import { FEWEST_DEVICES } from './figure';
import type { Better } from './ranking';

export interface Place {
  /** Devices whose value is worse. */
  readonly worse: number;
  /** Devices of the very same value, itself among them where it is inside. */
  readonly equal: number;
  /** Devices of the cohort. */
  readonly n: number;
}

/** What a query counts; here of values that are at hand. */
export const placeAmong = (own: number, values: readonly number[], better: Better): Place => ({
  worse: values.filter((value) => (better === 'larger' ? value < own : value > own)).length,
  equal: values.filter((value) => value === own).length,
  n: values.length,
});

/**
 * Percent of the cohort that the value is better than, equal ones counted half (the mid-rank): of five with the own value among
 * them the best is at 90, the middle at 50, the last at 10, and all equal at 50. Null of fewer than FEWEST_DEVICES.
 */
export const percentileOf = ({ worse, equal, n }: Place): number | null =>
  n < FEWEST_DEVICES ? null : (100 * (worse + equal / 2)) / n;
