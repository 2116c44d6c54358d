/**
 * What a run that turns out slower than planned still measures: pure. The order is that of the plan (ladder.ts): first
 * repetitions beyond the fewest, then the tests with more context or more sequences than the others, and only then repetitions below
 * the fewest.
 */
import type { Seconds } from '../foundation/units';
import { deliveryOf, MOST_BATCH, type Test } from './workload';

/** Of a test: more context goes before more sequences, and those before batched decode of as many. */
export const rankOf = ({ depth, batch, delivery }: Pick<Test, 'depth' | 'batch' | 'delivery'>): number =>
  2 * (depth * MOST_BATCH + batch - 1) + (deliveryOf({ delivery }) === 'streamed' ? 0 : 1);

/** What is repeated, as far as the time is concerned. */
export interface Paced {
  /** The larger, the earlier it is left out; those of the least are never. */
  readonly rank: number;
  /** What its next repetition should take, with all that precedes it. */
  readonly expected: Seconds;
}

export interface PaceInput {
  /** Rounds that are done. */
  readonly round: number;
  readonly fewest: number;
  readonly series: readonly Paced[];
  /** Until the budget ends, and of that what is kept for what follows the repetitions. */
  readonly left: Seconds;
  readonly reserved: Seconds;
}

/** Another round; no more; or another once those of the largest rank are left out. */
export type Pace = 'go' | 'stop' | 'leave-out';

export function pace({ round, fewest, series, left, reserved }: PaceInput): Pace {
  const one = series.reduce((sum, { expected }) => sum + expected, 0);
  if (round >= fewest) return one <= left - reserved ? 'go' : 'stop';
  // What was begun is rather finished at the cost of what follows than thrown away.
  const until = round === 0 ? left - reserved : left;
  if ((fewest - round) * one <= until) return 'go';
  if (hasDeeper(series)) return 'leave-out';
  // One sample is better than none, and the only way to have any.
  return round === 0 || one <= left ? 'go' : 'stop';
}

const leastRank = (series: readonly Paced[]): number => Math.min(...series.map(({ rank }) => rank));
const largestRank = (series: readonly Paced[]): number => Math.max(...series.map(({ rank }) => rank));

const hasDeeper = (series: readonly Paced[]): boolean => largestRank(series) > leastRank(series);

/** Those that go first. */
export const expendable = <T extends Paced>(series: readonly T[]): readonly T[] =>
  hasDeeper(series) ? series.filter(({ rank }) => rank === largestRank(series)) : [];
