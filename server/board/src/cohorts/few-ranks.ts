/**
 * A cohort's figure from at most ten of its values: the ones that its median and its bounds lie between. A query fetches these
 * alone, in one pass over an index in order of value, and the figure is the same, bit by bit, as from all members.
 */
import { boundsOf } from '../../../../src/statistics/order-statistics';
import { FEWEST_DEVICES, figureOfSorted, trueAmong, type CohortFigure } from './figure';

/** The ranks that the figure of n values needs, ascending; 1 is the smallest value. */
export function neededRanks(n: number): readonly number[] {
  if (n === 0) return [];
  const middle = [Math.floor((n + 1) / 2), Math.ceil((n + 1) / 2)];
  if (n < FEWEST_DEVICES) return distinct(middle);
  const lower = [n, trueAmong(n)].flatMap((count) => {
    const { k, share } = boundsOf(count);
    return share === 0 ? [k] : [k, k + 1];
  });
  return distinct([...middle, ...lower.flatMap((rank) => [rank, n + 1 - rank])]);
}

/**
 * @param n members of the cohort
 * @param values of the needed ranks
 * @throws RangeError where one of those is missing: the cohort has changed since it was counted
 */
export function figureFromRanks(n: number, values: ReadonlyMap<number, number>): CohortFigure | null {
  // Of the right length and empty elsewhere: what computes the figure of all members reads these places alone.
  const sorted = new Array<number>(n);
  for (const rank of neededRanks(n)) {
    const value = values.get(rank);
    if (value === undefined) throw new RangeError(`value ${rank} of ${n} is missing`);
    sorted[rank - 1] = value;
  }
  return figureOfSorted(sorted);
}

const distinct = (ranks: readonly number[]): readonly number[] => [...new Set(ranks)].sort((a, b) => a - b);
