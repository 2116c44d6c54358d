/** What the card of kept runs says of each. No elements. */
import { expect, it } from 'vitest';
import { entry, result } from '../fixtures/results';
import { historyRow } from './rows';

it('has beside the profile what bars a run from a ranking, the weightiest first', () => {
  const profile = (over: Partial<ReturnType<typeof result>>) =>
    historyRow({ ...result([entry('int4', 'decode', 171)]), ...over }).profile;
  expect(profile({ status: 'cancelled' })).toBe('quick, cancelled');
  const failure = { code: 'unfinished', step: null, message: '', where: '', remedy: '' } as const;
  expect(profile({ status: 'failed', failure })).toBe('quick, unfinished');
  const plan = { headline: false, budgetSeconds: 60, shrunk: ['prompt 512 → 128'] };
  expect(profile({ plan })).toBe('quick, shrunk');
  expect(profile({ plan: { ...plan, shrunk: [] }, suite: { name: 'tokamark-2', profile: 'custom' } })).toBe(
    'custom, not the headline',
  );
});
