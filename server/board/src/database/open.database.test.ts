/** What a start refuses, and what several of them at once do. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { emptyFolder, emptyServerDatabase, onServer } from '../../test/databases';
import { openDatabase } from './open';

const quiet = (): void => undefined;

test('several instances start at once on an empty PostgreSQL, and one of them makes the tables', async () => {
  const empty = await emptyServerDatabase();
  const opened = await Promise.all([1, 2, 3].map(() => openDatabase(empty.config, quiet)));
  expect(opened.filter(({ migrated }) => migrated.length > 0)).toHaveLength(1);
  await Promise.all(opened.map((database) => database.close()));
  await empty.remove();
});

test('an instance waits for the one that migrates, however long a statement may take otherwise', async () => {
  const empty = await emptyServerDatabase();
  const name = new URL(empty.config.url).pathname.slice(1);
  // Of whoever connects from now on.
  await onServer(`alter database ${name} set statement_timeout = 200`);
  const holder = new Client({ connectionString: empty.config.url });
  await holder.connect();
  // Kysely's own number.
  await holder.query('select pg_advisory_lock(3853314791062309107)');
  const opening = openDatabase(empty.config, quiet);
  await delay(500);
  await holder.end();
  const database = await opening;
  expect(database.migrated.length).toBeGreaterThan(0);
  await database.close();
  await empty.remove();
});

test.each(['synchronous_commit'])('a PostgreSQL with %s off is refused by name', async (setting) => {
  const empty = await emptyServerDatabase();
  const name = new URL(empty.config.url).pathname.slice(1);
  await onServer(`alter database ${name} set ${setting} = off`);
  await expect(openDatabase(empty.config, quiet)).rejects.toMatchObject({ code: 'config', where: 'DATABASE_URL' });
  await empty.remove();
});

test('a PostgreSQL that is not there ends the start', async () => {
  const config = { kind: 'postgres' as const, url: 'postgresql://a@127.0.0.1:1/b', readUrl: null };
  await expect(openDatabase(config, quiet)).rejects.toMatchObject({ code: 'config', where: 'DATABASE_URL' });
});

test('a folder is one board’s, and free again once that has closed', async () => {
  const empty = emptyFolder();
  const first = await openDatabase(empty.config, quiet);
  await expect(openDatabase(empty.config, quiet)).rejects.toMatchObject({ code: 'config', where: empty.config.folder });
  expect(first.about).toContain('not a power cut');
  await first.close();
  expect(existsSync(join(empty.config.folder, 'board.lock'))).toBe(false);
  await empty.remove();
});

test('a folder that cannot be made ends the start and is named', async () => {
  const config = { kind: 'pglite' as const, folder: '/proc/board' };
  await expect(openDatabase(config, quiet)).rejects.toMatchObject({ code: 'config', where: '/proc/board' });
});
