/**
 * Ranks that do not claim more than the intervals do. Two figures are a tie where the interval of their ratio holds 1, as everywhere
 * in this project (src/statistics/ratio.ts): that intervals overlap is not asked, since two that just touch differ with
 * 99.4 %, not 95 %.
 *
 * Ties between pairs are not transitive (A ties with B, B with C, and A is clearly ahead of C), and ranks are. So from the best median
 * down, a figure shares the rank of those before it as long as it ties with each of them, and else opens the next rank. Then
 * one rank never hides a clear difference, a worse median never has a better rank, the order of arrival changes nothing, and
 * neither does what comes in behind. What a further rank says: of those one rank before, at least one is clearly ahead.
 * Joining all that a chain of ties connects would give one rank to a whole board.
 */
import type { Interval } from '../../../../src/statistics/interval';
import { isTie, ratio } from '../../../../src/statistics/ratio';
import { intervalOf, type CohortFigure } from './figure';

export interface Contender {
  readonly id: string;
  readonly figure: CohortFigure;
  /** Listed, and ranked, before the others that have an interval. */
  readonly confirmed: boolean;
}

/** Tokens per second are better where larger, seconds and joules where smaller. */
export type Better = 'larger' | 'smaller';

export interface Placed<T extends Contender> {
  readonly contender: T;
  /** One more than those ahead of this rank, among the confirmed or among the others. Null without an interval: nothing is known of its place. */
  readonly rank: number | null;
  /** How many have this rank, this one included. */
  readonly sharedBy: number;
}

/** From the best: the confirmed that have a rank, the others that have one, and all without an interval, of whose order nobody is sure. */
export function ranked<T extends Contender>(contenders: readonly T[], better: Better): readonly Placed<T>[] {
  const sorted = contenders.toSorted(inOrder(better));
  const known = [true, false].flatMap((confirmed) => groups(sorted.filter((one) => one.confirmed === confirmed)));
  const unknown = sorted.filter(({ figure }) => intervalOf(figure) === null);
  return [...known, ...unknown.map((contender) => ({ contender, rank: null, sharedBy: 1 }))];
}

/** Ids decide between equal medians, so that the list is one. */
const inOrder =
  (better: Better) =>
  (a: Contender, b: Contender): number =>
    (better === 'larger' ? b.figure.median - a.figure.median : a.figure.median - b.figure.median) ||
    (a.id < b.id ? -1 : 1);

function groups<T extends Contender>(sorted: readonly T[]): readonly Placed<T>[] {
  const found: { contender: T; interval: Interval }[][] = [];
  for (const contender of sorted) {
    const interval = intervalOf(contender.figure);
    if (interval === null) continue;
    const last = found.at(-1);
    const joins = last?.every((other) => isTie(ratio(interval, other.interval)));
    if (last !== undefined && joins === true) last.push({ contender, interval });
    else found.push([{ contender, interval }]);
  }
  let ahead = 0;
  return found.flatMap((group) => {
    const rank = ahead + 1;
    ahead += group.length;
    return group.map(({ contender }) => ({ contender, rank, sharedBy: group.length }));
  });
}
