/** The contests: that their rows are those of the frozen list, before and after they are measured. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CONTESTS, promisedRows } from './contests';
import { keptResult, renderContests, rowsOf, rowTitle } from './tables';

const inBench = (file: string): string => resolve(import.meta.dirname, '..', file);
const RESULTS = inBench('contest/results');

/** A row that is here was promised before it was measured: nobody may take it out because of how it went. */
const { contests: frozen } = z
  .looseObject({ contests: z.record(z.string(), z.array(z.string())) })
  .parse(JSON.parse(readFileSync(inBench('rows.json'), 'utf8')));

describe('the contests that are kept', () => {
  it('have the rows of the frozen list, and a new one is promised there first', () => {
    expect(Object.fromEntries(CONTESTS.map((contest) => [contest.id, promisedRows(contest)]))).toEqual(frozen);
  });

  it('have in what was measured every row of the frozen list, whoever is faster', () => {
    const measured = CONTESTS.flatMap((contest) => {
      const result = keptResult(contest, RESULTS);
      return result === null ? [] : [[contest.id, rowsOf(contest, result).map(rowTitle).toSorted()]];
    });
    expect(measured.length).toBeGreaterThan(0);
    for (const [id, rows] of measured) expect([id, rows]).toEqual([id, frozen[String(id)]?.toSorted()]);
  });

  it('are in CONTEST.md as their results are', () => {
    expect(readFileSync(inBench('CONTEST.md'), 'utf8')).toBe(renderContests(RESULTS));
  });
});
