/** Figures of cohorts by way of their buckets on both databases: those of all members, bit by bit, whatever comes, goes and is confirmed. */
import { describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { uniform } from '../../../../src/foundation/random';
import { wrongBuckets } from '../../test/buckets';
import { DATABASES } from '../../test/databases';
import { addRun, prepare, runId } from '../../test/filled';
import { withDatabase } from '../../test/with-database';
import { bucketOf } from '../cohorts/bucket';
import { standingOf } from '../cohorts/basis';
import type { Database } from '../database/open';
import { confirmAnew } from './cohort-rows';
import { lockRun, removeRun } from './stored-run';

describe.each(DATABASES)('the buckets of cohorts on $kind', ({ make }) => {
  let database: Database;

  withDatabase(make, async (opened) => {
    database = opened;
    await prepare(database, ['rtx-4090']);
  });

  const expectExact = async (): Promise<void> => {
    expect(await wrongBuckets(database)).toEqual([]);
    for (const cohort of await database.read.selectFrom('cohorts').selectAll().execute()) {
      const members = await database.read
        .selectFrom('cohort_members')
        .select(['device_id as device', 'value', 'confirmed', 'runs'])
        .where('cohort_id', '=', cohort.id)
        .execute();
      const { figure, all, basis } = standingOf(members) ?? {};
      expect(cohort).toMatchObject({
        ...{ basis, n: figure?.n, median: figure?.median, devices: members.length },
        ...{ low: figure?.bounds?.low ?? null, high: figure?.bounds?.high ?? null },
        ...{ guarded_low: figure?.guarded?.low ?? null, guarded_high: figure?.guarded?.high ?? null },
        ...{ all_median: all?.median, all_low: all?.bounds?.low ?? null, all_high: all?.bounds?.high ?? null },
        ...{ all_guarded_low: all?.guarded?.low ?? null, all_guarded_high: all?.guarded?.high ?? null },
        runs: members.reduce((sum, { runs }) => sum + runs, 0),
      });
    }
  };

  test('are those of the members, and so are the figures, while devices come, send again, are confirmed and go', async () => {
    const random = uniform(5);
    // Of some percent, so that many are in one bucket, with equal ones among them.
    const speed = (): number => Math.round(100 * (1 + 0.02 * random()) * 20) / 20;
    const devices = Array.from({ length: 45 }, (_, i) => `device ${i}`);
    for (const [i, device] of devices.entries()) {
      await addRun(database, i, { device, speeds: { 'tg64 int4': speed(), 'pp512 fp16': 1e4 * random() } });
    }
    await expectExact();
    for (const [i, device] of devices.slice(0, 10).entries()) {
      await addRun(database, 100 + i, { device, speeds: { 'tg64 int4': speed() } });
    }
    for (const device of devices.slice(5, 35)) {
      await database.write.updateTable('devices').set({ confirmed_as: true }).where('id', '=', device).execute();
      await database.write.transaction().execute((transaction) => confirmAnew(transaction, device));
    }
    await expectExact();
    for (const number of [0, 1, 2, 20, 40, 101]) {
      await database.write.transaction().execute(async (transaction) => {
        const run = await lockRun(transaction, runId(number));
        if (run !== undefined) await removeRun(transaction, run);
      });
    }
    await expectExact();
  });

  test('are cut at the same values by the database as here', async () => {
    const random = uniform(7);
    const values = Array.from({ length: 300 }, () => Math.exp(40 * (random() - 0.5)));
    const edges = values.flatMap((value) => [bucketOf(value).low, bucketOf(value).high, value]);
    await database.write
      .transaction()
      .execute(async (transaction) => {
        await sql`
          insert into devices (id, public_key) select 'edge ' || n, 'edge ' || n from generate_series(1, ${edges.length}::integer) as n`.execute(
          transaction,
        );
        const { id } = await transaction.selectFrom('cohorts').select('id').executeTakeFirstOrThrow();
        await transaction.deleteFrom('cohort_members').execute();
        await transaction.deleteFrom('cohort_buckets').execute();
        await transaction
          .insertInto('cohort_members')
          .values(edges.map((value, i) => ({ cohort_id: id, device_id: `edge ${i + 1}`, value, runs: 1 })))
          .execute();
        const counts = new Map<number, { low: number; high: number; devices: number }>();
        for (const { low, high } of edges.map(bucketOf)) {
          counts.set(low, { low, high, devices: (counts.get(low)?.devices ?? 0) + 1 });
        }
        await transaction
          .insertInto('cohort_buckets')
          .values([...counts.values()].map((row) => ({ ...row, cohort_id: id, confirmed: 0, runs: row.devices })))
          .execute();
        expect(await wrongBuckets({ ...database, read: transaction })).toEqual([]);
        throw new Undone();
      })
      .catch((thrown: unknown) => {
        if (!(thrown instanceof Undone)) throw thrown;
      });
  });
});

class Undone extends Error {}
