/** Ranks that do not say more than the intervals, and that hang on nothing but the figures. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTie, ratio } from '../../../../src/statistics/ratio';
import { intervalOf, type CohortFigure } from './figure';
import { ranked, type Contender, type Placed } from './ranking';

/** An interval of `percent` to either side. */
const contender = (id: string, median: number, percent: number, confirmed = true): Contender => ({
  ...{ id, confirmed },
  figure: { ...figure(median), bounds: { low: median * (1 - percent / 100), high: median * (1 + percent / 100) } },
});
const figure = (median: number): CohortFigure => ({ median, bounds: null, guarded: null, n: 9 });
const shown = (placed: readonly Placed<Contender>[]) =>
  placed.map(({ contender: { id }, rank }) => `${rank ?? '-'} ${id}`);

const contenders = fc
  .uniqueArray(
    fc.record({
      ...{ id: fc.string({ minLength: 1, maxLength: 4 }), confirmed: fc.boolean() },
      ...{ median: fc.double({ min: 90, max: 130, noNaN: true }), percent: fc.constantFrom(0, 1, 3, 10, null) },
    }),
    { selector: ({ id }) => id, maxLength: 25 },
  )
  .map((drawn) =>
    drawn.map(({ id, median, percent, confirmed }) =>
      percent === null ? { id, confirmed, figure: figure(median) } : contender(id, median, percent, confirmed),
    ),
  );

describe('ranks', () => {
  it('are shared by ties, and the next one counts those ahead of it', () => {
    const placed = ranked([contender('c', 80, 1), contender('a', 100, 2), contender('b', 99, 2)], 'larger');
    expect(shown(placed)).toEqual(['1 a', '1 b', '3 c']);
    expect(placed.map(({ sharedBy }) => sharedBy)).toEqual([2, 2, 1]);
  });

  it('end a chain of ties where the first is clearly ahead of the last', () => {
    const chain = [contender('a', 100, 2), contender('b', 98, 2), contender('c', 96, 2)];
    expect(shown(ranked(chain, 'larger'))).toEqual(['1 a', '1 b', '3 c']);
  });

  it('tell figures apart whose intervals overlap a little: the ratio decides', () => {
    const two = [contender('a', 100, 2), contender('b', 96.5, 2)];
    expect(98).toBeLessThan(96.5 * 1.02);
    expect(shown(ranked(two, 'larger'))).toEqual(['1 a', '2 b']);
  });

  it('go from the smallest where that is better', () => {
    expect(shown(ranked([contender('slow', 2, 1), contender('quick', 1, 1)], 'smaller'))).toEqual([
      '1 quick',
      '2 slow',
    ]);
  });

  it('are given to the confirmed first, and to the others by themselves', () => {
    const all = [
      contender('forged', 999, 1, false),
      contender('a', 100, 1),
      contender('b', 90, 1),
      contender('new', 95, 1, false),
    ];
    expect(shown(ranked(all, 'larger'))).toEqual(['1 a', '2 b', '1 forged', '2 new']);
  });

  it('are not given without an interval', () => {
    const few = { id: 'few', confirmed: true, figure: figure(500) };
    expect(shown(ranked([few, contender('a', 100, 1)], 'larger'))).toEqual(['1 a', '- few']);
  });

  it('come before all that have none, whoever has confirmed them', () => {
    const few = (id: string, median: number, confirmed: boolean) => ({ id, confirmed, figure: figure(median) });
    const all = [few('sure', 500, true), few('best', 900, false), contender('a', 100, 1, false), few('last', 1, true)];
    expect(shown(ranked(all, 'larger'))).toEqual(['1 a', '- best', '- sure', '- last']);
  });

  const check = (holds: (all: readonly Contender[]) => void) =>
    fc.assert(
      fc.property(contenders, (all) => {
        holds(all);
      }),
    );

  it('are the same in whatever order the figures come', () => {
    check((all) => expect(ranked(all.toReversed(), 'larger')).toEqual(ranked(all, 'larger')));
  });

  it('are never one for two of which one is clearly ahead', () => {
    check((all) => {
      for (const group of byRank(ranked(all, 'larger')).values()) {
        const intervals = group.flatMap(({ contender: { figure } }) => intervalOf(figure) ?? []);
        for (const a of intervals) for (const b of intervals) expect(isTie(ratio(a, b))).toBe(true);
      }
    });
  });

  it('never put a worse median before a better one', () => {
    check((all) => {
      const known = ranked(all, 'larger').filter(({ rank, contender: { confirmed } }) => rank !== null && confirmed);
      const medians = known.map(({ contender: { figure } }) => figure.median);
      expect(medians).toEqual(medians.toSorted((a, b) => b - a));
      expect(known.map(({ rank }) => rank ?? 0)).toEqual(known.map(({ rank }) => rank ?? 0).toSorted((a, b) => a - b));
    });
  });

  it('stay when something comes in behind', () => {
    check((all) => {
      const last = contender('\uffff', 10, 1);
      const before = ranked(all, 'larger').filter(({ contender: { confirmed }, rank }) => confirmed && rank !== null);
      const after = ranked([...all, last], 'larger').slice(0, before.length);
      expect(after).toEqual(before);
    });
  });

  it('open only where one of the rank before is clearly ahead', () => {
    check((all) => {
      const groups = [...byRank(ranked(all, 'larger').filter(({ contender: { confirmed } }) => confirmed)).values()];
      for (const [i, [first]] of groups.entries()) {
        const own = first === undefined ? null : intervalOf(first.contender.figure);
        const before = groups[i - 1]?.flatMap(({ contender: { figure } }) => intervalOf(figure) ?? []);
        if (own !== null && before !== undefined) expect(before.some((other) => ratio(other, own).low > 1)).toBe(true);
      }
    });
  });
});

function byRank(placed: readonly Placed<Contender>[]): ReadonlyMap<string, readonly Placed<Contender>[]> {
  const groups = new Map<string, Placed<Contender>[]>();
  for (const one of placed) {
    if (one.rank === null) continue;
    const key = `${one.contender.confirmed} ${one.rank}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}
