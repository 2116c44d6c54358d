/** The figure from the few values that it needs is the figure from all. */
import { describe, expect, it } from 'vitest';
import { uniform } from '../../../../src/foundation/random';
import { figureFromRanks, neededRanks } from './few-ranks';
import { figureOfSorted } from './figure';

const MOST = 2000;

describe('the ranks that a figure needs', () => {
  it('are at most ten, in order, and those of the cohort', () => {
    for (let n = 0; n <= MOST; n++) {
      const ranks = neededRanks(n);
      expect(ranks.length, `of ${n}`).toBeLessThanOrEqual(10);
      expect([...new Set(ranks)].sort((a, b) => a - b)).toEqual(ranks);
      if (n > 0) expect([ranks[0] ?? 0, n + 1 - (ranks.at(-1) ?? 0)].every((rank) => rank >= 1)).toBe(true);
    }
    expect(neededRanks(1_000_000).length).toBeLessThanOrEqual(10);
  });

  it('give the very figure that all values give, of every cohort of up to 2,000 devices', () => {
    const random = uniform(19);
    for (let n = 0; n <= MOST; n++) {
      const sorted = [...Float64Array.from({ length: n }, () => 50 + Math.floor(random() * 2 * MOST) / 37).sort()];
      const fetched = new Map(neededRanks(n).map((rank) => [rank, sorted[rank - 1] ?? NaN]));
      expect(figureFromRanks(n, fetched), `of ${n}`).toEqual(figureOfSorted(sorted));
    }
  });

  it('must all be there: a cohort that changed meanwhile gives an error and no wrong figure', () => {
    const ranks = neededRanks(40);
    const fetched = new Map(ranks.slice(1).map((rank) => [rank, rank]));
    expect(() => figureFromRanks(40, fetched)).toThrow(`value ${ranks[0] ?? 0} of 40 is missing`);
  });
});
