/** What a start refuses, and what several of them at once do. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, emptyServerDatabase, onServer } from '../../test/databases';
import { openDatabase } from './open';

const quiet = (): void => undefined;

test('several instances start at once on an empty PostgreSQL, and one of them makes the tables', async () => {
  const empty = await emptyServerDatabase();
  const opened = await Promise.all([1, 2, 3].map(() => openDatabase(empty.config, quiet)));
  expect(opened.map(({ migrated }) => migrated.length).sort()).toEqual([0, 0, 1]);
  await Promise.all(opened.map((database) => database.close()));
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
