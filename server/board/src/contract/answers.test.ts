/** What the board answers has a fixed form, in which a quarantine has no name. */
import { expect, it } from 'vitest';
import { checkAnswerSchema, runAnswerSchema } from './answers';
import { commitmentSchema, stampedSchema } from './commitment';

const ANSWER = { state: 'ranked', reasons: [], figures: [] };

it('a check and a run never say that a run is in quarantine', () => {
  expect(checkAnswerSchema.parse(ANSWER)).toEqual(ANSWER);
  expect(checkAnswerSchema.safeParse({ ...ANSWER, state: 'quarantined' }).success).toBe(false);
  const run = { ...ANSWER, id: 'A'.repeat(22), deleteToken: 'A'.repeat(43) };
  expect(runAnswerSchema.parse(run)).toEqual(run);
  for (const state of ['quarantined', 'rejected']) {
    expect(runAnswerSchema.safeParse({ ...run, state }).success).toBe(false);
  }
});

it('a link is numbered from 1, by a nonce of 32 bytes, and is answered with the time by the server’s clock', () => {
  const link = { nonce: 'A'.repeat(43), k: 1, hash: '0'.repeat(64) };
  expect(commitmentSchema.parse(link)).toEqual(link);
  for (const wrong of [{ k: 0 }, { k: 1e9 }, { hash: 'x' }, { nonce: 'A' }, { more: 1 }]) {
    expect(commitmentSchema.safeParse({ ...link, ...wrong }).success).toBe(false);
  }
  const stamped = { k: 1, stampedAt: '2026-11-29T20:00:00.123Z' };
  expect(stampedSchema.parse(stamped)).toEqual(stamped);
});
