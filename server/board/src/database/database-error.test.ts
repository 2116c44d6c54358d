import { expect, test } from 'vitest';
import { DatabaseError, failureOf } from './database-error';

test.each([
  { code: '08006', failure: 'unavailable' },
  { code: '57P03', failure: 'unavailable' },
  { code: '53300', failure: 'unavailable' },
  { code: 'ECONNRESET', failure: 'unavailable' },
  { code: '53100', failure: 'full' },
  { code: '54000', failure: 'internal' },
  { code: '40001', failure: 'conflict' },
  { code: '23503', failure: 'conflict' },
  { code: '23505', failure: 'duplicate' },
  { code: '22P02', failure: 'internal' },
])('$code is $failure', ({ code, failure }) => {
  expect(failureOf(new DatabaseError('', code))).toBe(failure);
});

test('what no database has thrown is none of its failures', () => {
  for (const thrown of [null, 'text', new Error('no'), Object.assign(new Error(''), { code: 'ENOENT' })]) {
    expect(failureOf(thrown)).toBeNull();
  }
});
