import { expect, it } from 'vitest';
import { measured } from '../../../test/fixtures/duel';
import { rejection } from '../../../test/fixtures/thrown';
import { duelOf } from './duel';
import { encodeDuel } from './duel-link';
import { openDuel } from './open-duel';

const DUEL = duelOf(measured({ rate: 38.1 }), 'Apple M3');

it('opens a link whose workloads this version computes', async () => {
  expect(await openDuel(await encodeDuel(DUEL))).toMatchObject({ machine: DUEL.machine, receipt: DUEL.receipt });
});

it('refuses one whose receipt was made for other workloads under the same names', async () => {
  const other = { ...DUEL, receipt: { ...DUEL.receipt, workloads: '0'.repeat(32) } };
  expect(await rejection(openDuel(await encodeDuel(other)))).toMatchObject({
    code: 'receipt',
    message: expect.stringContaining('computes other workloads'),
  });
});
