/** What is told of a pool's connections: without a server, which the pool asks for only once it is used. */
import { expect, it } from 'vitest';
import { postgresPool } from './postgres';

it('tells of a connection that broke while nobody used it, and no more once the pool is being closed', async () => {
  const heard: string[] = [];
  const pool = postgresPool('postgresql://nobody@localhost/nothing', ({ message }) => heard.push(message));
  pool.emit('error', new Error('broken'), undefined);
  const closed = pool.end();
  pool.emit('error', new Error('terminating connection'), undefined);
  await closed;
  expect(heard).toEqual(['broken']);
});
