/** What the list of kept runs says of each. No elements. */
import { expect, it } from 'vitest';
import { entry, result } from '../fixtures/results';
import { withBetweenRuns } from '../../report/between-runs';
import { runRow, sharedBasis } from './run-row';

it('has beside the profile what bars a run from a ranking, the weightiest first', () => {
  const profile = (over: Partial<ReturnType<typeof result>>) =>
    runRow({ ...result([entry('int4', 'decode', 171)]), ...over }).profile;
  expect(profile({ status: 'cancelled' })).toBe('quick, cancelled');
  const failure = { code: 'unfinished', step: null, message: '', where: '', remedy: '' } as const;
  expect(profile({ status: 'failed', failure })).toBe('quick, unfinished');
  const plan = { headline: false, budgetSeconds: 60, shrunk: ['prompt 512 → 128'] };
  expect(profile({ plan })).toBe('quick, shrunk');
  expect(profile({ plan: { ...plan, shrunk: [] }, suite: { name: 'tokamark-2', profile: 'custom' } })).toBe(
    'custom, not the headline',
  );
});

it('says of the intervals of a run which they are, once where all are the same, else of each', () => {
  const int4 = (rate: number) => entry('int4', 'decode', rate);
  const runs = [171, 150, 190].map((rate, hour) => ({
    ...result([entry('fp16', 'decode', 60), int4(rate)]),
    startedAt: `2026-01-02T0${hour}:00:00.000Z`,
  }));
  const [first = result([]), ...others] = runs;
  const alone = runRow(first);
  expect(alone.speeds.map(({ name, value }) => `${name} ${value}`)[0]).toBe('INT4 171.0 ± 2.6');
  expect(sharedBasis(alone)).toBe(' (within one run)');
  expect(sharedBasis(runRow(withBetweenRuns(first, runs)))).toBe(' (between 3 runs)');
  const withoutFp16 = others.map((run) => ({ ...run, results: run.results.slice(1) }));
  const mixed = runRow(withBetweenRuns(first, [first, ...withoutFp16]));
  expect(mixed.speeds.map(({ basis }) => basis)).toEqual([' (between 3 runs)', ' (within one run)']);
  expect(sharedBasis(mixed)).toBe('');
});
