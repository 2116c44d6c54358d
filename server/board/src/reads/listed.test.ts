/** The list of a board: ranks as ranges, and pages that have each row once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cohort } from '../contract/reads/cohorts';
import { pageOf, rankedCohorts, type Unranked } from './listed';

const cohort = (gpu: string, median: number, percent: number | null, basis: Cohort['basis'] = 'all'): Unranked => {
  const bounds = percent === null ? null : { low: median * (1 - percent / 100), high: median * (1 + percent / 100) };
  const figure = { median, bounds, guarded: bounds, n: 9 };
  return {
    ...{ id: 1, gpu: { id: gpu, name: gpu, kind: 'desktop' }, engine: 'tokamark', modified: false, basis },
    ...{ ...figure, all: figure, devices: 9, confirmed: 0, runs: 9, warning: null, error: null, updatedAt: null },
  };
};
const shown = (rows: readonly Cohort[]) =>
  rows.map(({ gpu, rank }) => `${gpu.id} ${rank === null ? '-' : `${rank.from}-${rank.to}`}`);

describe('ranks', () => {
  it('are ranges, as long as there are ties, and of the confirmed by themselves', () => {
    const all = [
      ...[cohort('slow', 50, 1), cohort('a', 100, 5), cohort('b', 99, 5), cohort('few', 500, null)],
      cohort('sure', 60, 1, 'confirmed'),
      cohort('sure few', 70, null, 'confirmed'),
    ];
    expect(shown(rankedCohorts(all, 'larger'))).toEqual([
      ...['sure 1-1', 'a 1-2', 'b 1-2', 'slow 3-3', 'few -', 'sure few -'],
    ]);
    expect(shown(rankedCohorts(all, 'smaller')).slice(1)).toEqual([
      ...['slow 1-1', 'b 2-3', 'a 2-3', 'sure few -', 'few -'],
    ]);
  });
});

describe('pages', () => {
  const cohorts = fc
    .uniqueArray(
      fc.record({
        ...{ gpu: fc.stringMatching(/^[a-z]{1,5}$/), median: fc.integer({ min: 1, max: 9 }) },
        ...{ percent: fc.constantFrom(null, 1, 30), isSure: fc.boolean() },
      }),
      { selector: ({ gpu }) => gpu, maxLength: 30 },
    )
    .map((all) =>
      all.map(({ gpu, median, percent, isSure }) => cohort(gpu, median, percent, isSure ? 'confirmed' : 'all')),
    );

  it('have each row once and in order, whatever came in before meanwhile', () => {
    fc.assert(
      fc.property(
        cohorts,
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom('larger', 'smaller'),
        (all, limit, better) => {
          const list = rankedCohorts(all, better);
          const met: Cohort[] = [];
          for (let after: string | undefined; ;) {
            const { rows, next, total } = pageOf(list, { gpu: undefined, limit, after }, better);
            expect(total).toBe(list.length);
            met.push(...rows);
            if (next === null) break;
            after = next;
          }
          expect(met).toEqual(list);
        },
      ),
    );
  });

  it('go on behind a row that has gone', () => {
    const [a, b, c] = [cohort('a', 3, null), cohort('b', 2, null), cohort('c', 1, null)];
    const { next } = pageOf(
      rankedCohorts([a, b, c], 'larger'),
      { gpu: undefined, limit: 2, after: undefined },
      'larger',
    );
    const rest = pageOf(rankedCohorts([a, c], 'larger'), { gpu: undefined, limit: 2, after: next ?? '' }, 'larger');
    expect(shown(rest.rows)).toEqual(['c -']);
  });

  it('of some GPUs leave the ranks as they are among all', () => {
    const list = rankedCohorts([cohort('a', 100, 1), cohort('b', 50, 1), cohort('c', 20, 1)], 'larger');
    const { rows, total } = pageOf(list, { gpu: 'c,b', limit: 9, after: undefined }, 'larger');
    expect([shown(rows), total]).toEqual([['b 2-2', 'c 3-3'], 2]);
  });
});
