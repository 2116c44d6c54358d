/** Runs of one device that are settled at once, each by two instances: the later ones see what those before them have ranked. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql, type Transaction } from 'kysely';
import { wrongBuckets } from '../../test/buckets';
import { DATABASES, type EmptyDatabase } from '../../test/databases';
import { addRun, prepare, runId } from '../../test/filled';
import { openDatabase, type Database } from '../database/open';
import type { Tables } from '../database/tables';
import { settleRun } from './proof-queue';

type Holding = Transaction<Tables>;

const DEVICE = 'device';
const SESSIONS = 3;
const DAY = 86_400_000;
const FIRST = Date.parse('2026-11-01T00:00:00Z');

describe.each(DATABASES)('runs that wait on $kind', ({ kind, make }) => {
  let empty: EmptyDatabase;
  let databases: readonly [Database, Database];

  beforeAll(async () => {
    empty = await make();
    const first = await openDatabase(empty.config, () => undefined);
    // A folder has one process; there the two share what is open.
    databases = [first, kind === 'PGlite' ? first : await openDatabase(empty.config, () => undefined)];
    await prepare(first, ['rtx-4090']);
  });

  afterAll(async () => {
    await Promise.all([...new Set(databases)].map((database) => database.close()));
    await empty.remove();
  });

  const addWaiting = async (number: number): Promise<void> => {
    const [{ write }] = databases;
    const receivedAt = new Date(FIRST + number * DAY);
    const speeds = { 'tg64 int4': 100 + number };
    await addRun(databases[0], number, { device: DEVICE, state: 'pending', receivedAt, speeds });
    await write.updateTable('runs').set({ reasons: '[]' }).where('id', '=', runId(number)).execute();
    const proof = { run_id: runId(number), format: 'int4', seed: 1, tokens: [1] };
    await write.insertInto('proofs').values(proof).execute();
  };

  const settleTwice = (number: number): Promise<unknown> =>
    Promise.all(databases.map((database) => settleRun(database, runId(number), 'agrees')));

  const waiting = async (): Promise<number> => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::integer as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(databases[0].read);
    return rows[0]?.count ?? 0;
  };

  /** @param hold what somebody else has while it begins: all that it reads before it comes to that is old by then */
  const whileHeld = async (hold: (held: Holding) => Promise<unknown>, numbers: readonly number[]): Promise<void> => {
    const begin = (): Promise<unknown> => Promise.all(numbers.map(settleTwice));
    // Its one connection makes them wait without that.
    if (kind === 'PGlite') {
      await begin();
      return;
    }
    const { all } = await databases[1].write.transaction().execute(async (transaction) => {
      await hold(transaction);
      const begun = begin();
      await expect.poll(waiting, { timeout: 30_000 }).toBe(databases.length * numbers.length);
      return { all: begun };
    });
    await all;
  };

  test('confirm their device together, and each counts once', async () => {
    const numbers = Array.from({ length: SESSIONS }, (_, i) => i);
    for (const number of numbers) await addWaiting(number);
    await whileHeld(
      (held) => held.updateTable('devices').set({ machine_name: 'a name' }).where('id', '=', DEVICE).execute(),
      numbers,
    );
    const { read } = databases[0];
    const of = { device_id: DEVICE, confirmed: true };
    const counted = await read.selectFrom('counted_runs').select(['run_id', 'device_id', 'confirmed']).execute();
    const expected = numbers.map((number) => ({ run_id: runId(number), ...of }));
    expect(counted.toSorted((a, b) => (a.run_id < b.run_id ? -1 : 1))).toEqual(expected);
    const members = await read
      .selectFrom('cohort_members')
      .select(['device_id', 'confirmed', 'value', 'runs'])
      .execute();
    expect(members).toEqual([{ ...of, value: 101, runs: SESSIONS }]);
    expect(await read.selectFrom('devices').select('confirmed').executeTakeFirst()).toEqual({ confirmed: true });
    expect(await read.selectFrom('cohorts').select(['n', 'median', 'devices', 'confirmed', 'runs']).execute()).toEqual([
      { n: 1, median: 101, devices: 1, confirmed: 1, runs: SESSIONS },
    ]);
    expect(await read.selectFrom('proofs').selectAll().execute()).toEqual([]);
    expect(await wrongBuckets(databases[0])).toEqual([]);
  });

  test('are settled although somebody takes them again meanwhile', async () => {
    await addWaiting(SESSIONS);
    const own = runId(SESSIONS);
    await whileHeld(
      (held) => held.updateTable('proofs').set({ tries: 2 }).where('run_id', '=', own).execute(),
      [SESSIONS],
    );
    const { read } = databases[0];
    expect(await read.selectFrom('runs').select('state').where('id', '=', own).execute()).toEqual([
      { state: 'ranked' },
    ]);
    expect(await read.selectFrom('proofs').selectAll().execute()).toEqual([]);
    expect(await read.selectFrom('cohort_members').select('runs').execute()).toEqual([{ runs: SESSIONS + 1 }]);
    expect(await wrongBuckets(databases[0])).toEqual([]);
  });
});
