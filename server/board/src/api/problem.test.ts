import { HTTPException } from 'hono/http-exception';
import { expect, test } from 'vitest';
import { TokamarkError } from '../../../../src/foundation/errors';
import { DatabaseError } from '../database/database-error';
import { problemSchema } from '../contract/problem';
import { saidOf } from './problem';

const SECRET = 'password=hunter2 at 10.0.0.7, key (nonce)=(abc)';
const coded = (code: string): Error => Object.assign(new Error(SECRET), { code, detail: SECRET });

test.each([
  { of: 'a server that is gone', thrown: coded('ECONNREFUSED'), status: 503, code: 'unavailable' },
  { of: 'a server that is stopped', thrown: coded('57P01'), status: 503, code: 'unavailable' },
  {
    of: 'a pool without a connection left',
    thrown: new Error('timeout exceeded when trying to connect'),
    status: 503,
    code: 'unavailable',
  },
  { of: 'a full disk', thrown: coded('53100'), status: 503, code: 'full' },
  { of: 'a deadlock', thrown: coded('40P01'), status: 503, code: 'conflict' },
  { of: 'a wrong statement', thrown: new DatabaseError(SECRET, '42601'), status: 500, code: 'internal' },
  { of: 'a fault', thrown: new TypeError(SECRET), status: 500, code: 'internal' },
  { of: 'something that is no error', thrown: SECRET, status: 500, code: 'internal' },
  {
    of: 'an error that is not about what was sent',
    thrown: new TokamarkError({ code: 'internal', message: SECRET, where: '', remedy: '' }),
    status: 500,
    code: 'internal',
  },
  {
    of: 'a body that is no JSON',
    thrown: new HTTPException(400, { message: SECRET }),
    status: 400,
    code: 'unreadable',
  },
])('$of is said without what the database or a library says', ({ thrown, status, code }) => {
  const said = saidOf(thrown);
  expect(said).toMatchObject({ status, code });
  expect(JSON.stringify(said)).not.toContain('hunter2');
  expect(said.retryAfter === undefined).toBe(status !== 503);
});

test('what is wrong with something that was sent is said with its field and what to do', () => {
  const thrown = new TokamarkError({
    code: 'import',
    message: 'It is too long.',
    where: 'blocks[0]',
    remedy: 'Send less.',
  });
  const said = saidOf(thrown);
  expect(said).toMatchObject({
    status: 400,
    code: 'import',
    detail: 'It is too long.',
    field: 'blocks[0]',
    remedy: 'Send less.',
  });
  expect(problemSchema.parse({ type: 'about:blank#import', ...said })).toMatchObject({ field: 'blocks[0]' });
});
