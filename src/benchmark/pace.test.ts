/** What goes first where time runs short. */
import { describe, expect, it } from 'vitest';
import { seconds } from '../foundation/units';
import { expendable, pace, rankOf, type PaceInput } from './pace';

const paced = (rank: number, expected = 1) => ({ rank, expected: seconds(expected) });
const at = (change: Partial<Omit<PaceInput, 'left' | 'reserved'>> & { left: number; reserved?: number }) =>
  pace({
    ...{ round: 0, fewest: 5, series: [paced(0), paced(2048)] },
    ...change,
    left: seconds(change.left),
    reserved: seconds(change.reserved ?? 0),
  });

describe('where time runs short', () => {
  it('repetitions beyond the fewest go first, as soon as they would take what is kept for later', () => {
    expect(at({ round: 5, left: 12, reserved: 10 })).toBe('go');
    expect(at({ round: 5, left: 11, reserved: 10 })).toBe('stop');
  });

  it('tests with more context go next, where the fewest of all do not fit', () => {
    expect(at({ left: 20, reserved: 10 })).toBe('go');
    expect(at({ left: 19, reserved: 10 })).toBe('leave-out');
    expect(expendable([paced(0), paced(128), paced(2048), paced(2048)])).toHaveLength(2);
  });

  it('of tests with more context and with more sequences, context goes first', () => {
    const tests = [1, 512].flatMap((depth) => [1, 4, 64].map((batch) => ({ depth, batch })));
    const ranks = tests.map(rankOf);
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(new Set(ranks).size).toBe(6);
    expect(expendable(ranks.map((rank) => paced(rank)))).toEqual([paced(rankOf({ depth: 512, batch: 64 }))]);
  });

  it('what was begun is finished at the cost of what follows', () => {
    expect(at({ round: 1, left: 8, reserved: 10 })).toBe('go');
    expect(at({ round: 1, left: 7, reserved: 10 })).toBe('leave-out');
  });

  it('repetitions below the fewest go last, and never the first', () => {
    const series = [paced(0)];
    expect(expendable(series)).toEqual([]);
    expect(at({ series, left: -1 })).toBe('go');
    expect(at({ series, round: 1, left: 1 })).toBe('go');
    expect(at({ series, round: 1, left: 0.9 })).toBe('stop');
  });

  it('nothing goes where there is no end', () => {
    expect(at({ round: 9, left: Infinity })).toBe('go');
  });
});
