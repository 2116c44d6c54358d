/** The ranked workloads as the board names them. */
import { expect, it } from 'vitest';
import { rankedIds } from '../gates/entries';
import { headlineIds, namedWorkload, rankedWorkloads } from './known';

it('are the very ones that runs are ranked by', () => {
  expect(new Set(rankedWorkloads().map(({ id }) => id))).toEqual(rankedIds());
  expect([...headlineIds()].every((id) => rankedIds().has(id))).toBe(true);
});

it('have the same names whether the code or the database knows them', () => {
  for (const one of rankedWorkloads()) expect(namedWorkload(one)).toEqual(one);
  const names = rankedWorkloads().map(({ test, format }) => `${test} ${format}`);
  expect(new Set(names).size).toBe(names.length);
});
