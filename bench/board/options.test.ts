import { expect, it } from 'vitest';
import { readOptions } from './options';

it('reads what is asked for, with what is usual for the rest', () => {
  expect(readOptions(['load'])).toMatchObject({
    what: 'load',
    kind: 'pglite',
    runs: 10_000,
    documents: 'whole',
    seed: 19,
  });
  expect(readOptions(['load', '--database', 'postgres', '--runs', '1000000'])).toMatchObject({
    ...{ kind: 'postgres', runs: 1e6, documents: 'none' },
  });
  expect(readOptions(['crowds', '--trials', '4000'])).toMatchObject({ what: 'crowds', trials: 4000 });
});

it.each([
  [[]],
  [['other']],
  [['load', 'kill']],
  [['load', '--runs', '0']],
  [['load', '--runs', '1.5']],
  [['load', '--database', 'sqlite']],
  [['load', '--documents', 'some']],
  [['load', '--unknown']],
  [['crowds', '--trials', '3']],
])('takes nothing else: %j', (given) => {
  expect(readOptions(given)).toBeNull();
});
