/** In which part of the list a row stands, and what its heading says. */
import { expect, it } from 'vitest';
import type { Cohort } from '../../../server/board/src/contract/reads/cohorts';
import { cohort, COHORTS, ranking } from '../fixtures/board-answers';
import { cohortSections, stripScale } from './cohort-rows';

const sections = (cohorts: readonly Cohort[]) =>
  cohortSections(ranking({ cohorts: [...cohorts] }), { query: {}, base: '#/board' }, stripScale(cohorts));

const few = (change: Partial<Cohort> = {}): Cohort => ({
  ...cohort('Radeon 780M', 99),
  ...{ rank: null, bounds: null, basis: 'confirmed', ...change },
});

it('lists rows of too few devices last, whoever has confirmed them, under a heading that says why', () => {
  const found = sections([...COHORTS, few()]);
  expect(found.map(({ standing }) => standing)).toEqual(['confirmed', 'all', 'few']);
  expect(found.at(-1)?.title).toBe('No place yet: fewer than five devices');
  expect(found.at(-1)?.rows.at(-1)).toMatchObject({ name: 'Radeon 780M', place: '', range: '' });
  for (const { standing, rows } of found) {
    expect(rows.every(({ place }) => (place === '') === (standing === 'few'))).toBe(true);
  }
});

it('says of a sample that they are too few in the sample, not on the board', () => {
  const [only] = sections([few({ error: { share: null, level: 0.99, devices: 400, devicesError: 0.5 } })]);
  expect(only?.title).toBe('No place here: fewer than five devices in this sample');
  expect(only?.rows[0]?.placeInWords).toBe('no place: fewer than five devices in this sample');
});
