/** Connections that end while somebody has them: the server's process lives on, and whoever had it hears of it. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { emptyServerDatabase } from '../../test/databases';
import { failureOf } from './database-error';
import { openDatabase } from './open';

test('a connection that ends between two statements of a transaction fails that transaction, and nothing else', async () => {
  const empty = await emptyServerDatabase();
  const database = await openDatabase(empty.config, () => undefined);
  try {
    const broken = database.write.transaction().execute(async (transaction) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(database.write);
      // So that the connection's end has come in while nothing was asked of it.
      await expect
        .poll(
          async () =>
            (await sql`select from pg_stat_activity where pid = ${rows[0]?.pid}`.execute(database.write)).rows,
        )
        .toEqual([]);
      await sql`select 1`.execute(transaction);
    });
    const thrown: unknown = await broken.catch((error: unknown) => error);
    expect(failureOf(thrown)).not.toBeNull();
    expect((await sql<{ one: number }>`select 1 as one`.execute(database.write)).rows).toEqual([{ one: 1 }]);
  } finally {
    await database.close();
    await empty.remove();
  }
});
