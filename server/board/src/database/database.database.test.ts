/** One suite for both databases: what the board relies on, whichever it runs on. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DATABASES, type EmptyDatabase } from '../../test/databases';
import { failureOf } from './database-error';
import { isMigrated } from './migrate';
import { openDatabase, type Database } from './open';

const unheard = (error: Error): never => expect.fail(`nobody asked, and the database said: ${error.message}`);

describe.each(DATABASES)('$kind', ({ make }) => {
  let empty: EmptyDatabase;
  let database: Database;

  beforeAll(async () => {
    empty = await make();
    database = await openDatabase(empty.config, unheard);
  });

  afterAll(async () => {
    await database.close();
    await empty.remove();
  });

  test('is brought to this version’s tables by its first start, and left alone by the next', async () => {
    expect(database.migrated).toEqual([
      '0001-tables',
      '0002-reads',
      '0003-operator',
      '0005-proofs',
      '0006-drawn-runs',
      '0007-loose-workloads',
      '0008-counted-runs',
      '0009-cohort-buckets',
      '0010-quick-looks',
      '0011-unnamed-devices',
    ]);
    expect(await isMigrated(database.read)).toBe(true);
    if (empty.config.kind === 'pglite') await database.close();
    const again = await openDatabase(empty.config, unheard);
    expect(again.migrated).toEqual([]);
    if (empty.config.kind === 'pglite') database = again;
    else await again.close();
  });

  test('gives every kind of value as it was written', async () => {
    await database.write.insertInto('suites').values({ id: 'values' }).execute();
    const workload = { id: 'w', suite_id: 'values', shape: '1b', format: 'int4', phase: 'decode', tokens: 64 };
    await database.write
      .insertInto('workloads')
      .values({ ...workload, depth: 512, batch: 1, delivery: 'streamed' })
      .execute();
    const { id } = await database.write
      .insertInto('implementations')
      .values({ engine: 'tokamark', version: '1', commit: 'abc', shader_hash: 'def' })
      .returning('id')
      .executeTakeFirstOrThrow();
    await database.write.insertInto('devices').values({ id: 'd', public_key: 'k' }).execute();
    const document = new Uint8Array([0, 255, 10, 39, 92]);
    const reasons = [{ says: `it's "so" \\ and <b>\u202e` }];
    const receivedAt = new Date('2026-11-29T21:00:00.123Z');
    await database.write
      .insertInto('runs')
      .values({
        ...{ id: 'r', nonce: 'n', digest: 'x', suite_id: 'values', device_id: 'd', implementation_id: id },
        ...{ gpu_raw: "'; drop table runs; --", engine: 'tokamark', modified: false, browser: 'b', os: 'o' },
        ...{
          power_source: 'mains',
          draw: 0.5,
          state: 'ranked',
          reasons: JSON.stringify(reasons),
          received_at: receivedAt,
        },
        ...{ document, answer: '{}', delete_token_hash: 'h' },
      })
      .execute();
    const values = [0.1, 1e-300, 123456789.123456789];
    await database.write
      .insertInto('samples')
      .values({
        run_id: 'r',
        workload_id: 'w',
        metric: 'tokensPerSecond',
        values,
        median: 0.1,
        low: 0,
        high: 1,
      })
      .execute();
    const run = await database.read.selectFrom('runs').selectAll().where('id', '=', 'r').executeTakeFirstOrThrow();
    expect(run).toMatchObject({
      gpu_raw: "'; drop table runs; --",
      modified: false,
      gpu_id: null,
      received_at: receivedAt,
    });
    expect(run.reasons).toEqual(reasons);
    expect([...run.document]).toEqual([...document]);
    const samples = await database.read.selectFrom('samples').selectAll().executeTakeFirstOrThrow();
    expect(samples.values).toEqual(values);
    const counted = await database.read
      .selectFrom('runs')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirst();
    expect(counted).toEqual({ n: 1 });
    expect((await database.write.deleteFrom('runs').executeTakeFirst()).numDeletedRows).toBe(1n);
    expect(await database.read.selectFrom('samples').selectAll().execute()).toEqual([]);
  });

  test('gives the same by a statement that is prepared, as often as it is asked, and after it has failed', async () => {
    const prepared = (divisor: number, bytes: Uint8Array, list: readonly number[]) =>
      sql<Record<string, unknown>>`
        select ${bytes}::bytea as bytes, ${[...list]}::double precision[] as list, ${null}::text as nothing,
          ${divisor === 1}::boolean as one, ${'{"a":[1]}'}::jsonb as json, ${'ä\\"'}::text as text,
          (7 / ${divisor}::bigint) as whole, ${new Date(12345)}::timestamptz as time /* prepared */`.execute(
        database.write,
      );
    for (let divisor = 1; divisor <= 1002; divisor += 1) {
      const bytes = Uint8Array.of(0, divisor % 256, 92);
      const { rows } = await prepared(divisor, bytes, divisor === 1 ? [] : [0.1, divisor]);
      if (divisor > 2 && divisor < 1000) continue;
      const [row] = rows;
      expect(new Uint8Array(z.instanceof(Uint8Array).parse(row?.['bytes']))).toEqual(bytes);
      expect(row).toMatchObject({ list: divisor === 1 ? [] : [0.1, divisor], nothing: null, one: divisor === 1 });
      expect(row).toMatchObject({
        json: { a: [1] },
        text: 'ä\\"',
        whole: Math.floor(7 / divisor),
        time: new Date(12345),
      });
    }
    const failed = database.write.transaction().execute(async (transaction) => {
      await transaction.insertInto('suites').values({ id: 'gone' }).execute();
      await sql`select 1 / ${0}::integer /* prepared */`.execute(transaction);
    });
    await expect(failed).rejects.toThrow('division by zero');
    const made = await sql`insert into suites (id) values (${'kept'}) on conflict do nothing /* prepared */`.execute(
      database.write,
    );
    expect(made.numAffectedRows).toBe(1n);
    const { rows } = await sql`select id from suites where id in ('gone', 'kept') /* prepared */`.execute(
      database.write,
    );
    expect(rows).toEqual([{ id: 'kept' }]);
    await database.write.deleteFrom('suites').where('id', '=', 'kept').execute();
  });

  test('keeps nothing of a transaction that failed, and says what kind of failure it was', async () => {
    const twice = database.write.transaction().execute(async (transaction) => {
      await transaction.insertInto('suites').values({ id: 'half' }).execute();
      await transaction.insertInto('suites').values({ id: 'half' }).execute();
    });
    const thrown: unknown = await twice.catch((error: unknown) => error);
    expect(failureOf(thrown)).toBe('duplicate');
    expect(await database.read.selectFrom('suites').where('id', '=', 'half').selectAll().execute()).toEqual([]);
  });

  test('says of a transaction that was undone at its commit that it was, whoever caught the error within', async () => {
    const caught = database.write.transaction().execute(async (transaction) => {
      await transaction.insertInto('suites').values({ id: 'caught' }).execute();
      await transaction
        .insertInto('suites')
        .values({ id: 'caught' })
        .execute()
        .catch(() => undefined);
    });
    await expect(caught).rejects.toThrow();
    expect(await database.read.selectFrom('suites').where('id', '=', 'caught').selectAll().execute()).toEqual([]);
    const after = database.write
      .transaction()
      .execute((transaction) => transaction.insertInto('suites').values({ id: 'after' }).execute());
    await expect(after).resolves.toHaveLength(1);
  });

  test('lets no query of another caller into a transaction', async () => {
    const order: string[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const writer = database.write.transaction().execute(async (transaction) => {
      await transaction.insertInto('settings').values({ key: 'a', value: '1' }).execute();
      await held;
      order.push('written');
    });
    const reader = database.read
      .selectFrom('settings')
      .selectAll()
      .execute()
      .then((rows) => order.push(`read ${rows.length}`));
    setTimeout(release, 50);
    await Promise.all([writer, reader]);
    // Before the commit nothing of it is seen: PGlite waits for it, PostgreSQL does not.
    expect(['written,read 1', 'read 0,written']).toContain(order.join());
  });

  test('takes many writers at once and loses none', async () => {
    const count = 100;
    const each = Array.from({ length: count }, (_, index) =>
      database.write
        .insertInto('settings')
        .values({ key: `many-${index}`, value: '' })
        .execute(),
    );
    await Promise.all(each);
    const { rows } = await sql<{ n: number }>`select count(*) as n from settings where key like 'many-%'`.execute(
      database.read,
    );
    expect(rows).toEqual([{ n: count }]);
  });
});
