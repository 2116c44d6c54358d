/** Runs of one device that go at once, by which it is confirmed no longer. */
import { describe, expect, test } from 'vitest';
import { DATABASES } from '../../test/databases';
import { addRun, prepare, runId, workloadId } from '../../test/filled';
import { withDatabase } from '../../test/with-database';
import type { Database } from '../database/open';
import { lockRun, removeRun, setStanding } from './stored-run';

const DEVICES = 8;
const SESSIONS = 3;
const DAY = 86_400_000;

describe.each(DATABASES)('on $kind', ({ make }) => {
  let database: Database;

  withDatabase(make, async (opened) => {
    database = opened;
    await prepare(database, ['rtx-4090', 'rtx-3060']);
    for (let device = 0; device < DEVICES; device += 1)
      for (let session = 0; session < SESSIONS; session += 1)
        await addRun(database, SESSIONS * device + session, {
          device: `d${device}`,
          receivedAt: new Date(Date.parse('2026-11-01T00:00:00Z') + session * DAY),
        });
  });

  test('runs of one device are taken out one after the other, and none waits for another in vain', async () => {
    const confirmed = () => database.read.selectFrom('counted_runs').select(['confirmed']).execute();
    expect((await confirmed()).map((row) => row.confirmed)).toEqual(Array(SESSIONS * DEVICES).fill(true));
    const remove = (number: number) =>
      database.write.transaction().execute(async (transaction) => {
        const run = await lockRun(transaction, runId(number));
        if (run !== undefined) await removeRun(transaction, run);
      });
    const all = Array.from({ length: DEVICES }, (_, device) => [SESSIONS * device, SESSIONS * device + 1]).flat();
    await Promise.all(all.map(remove));
    expect((await confirmed()).map((row) => row.confirmed)).toEqual(Array(DEVICES).fill(false));
  });

  test('a run of an older suite counts there under another GPU too, by whatever workloads it has', async () => {
    const { read, write } = database;
    const [number, suite_id] = [SESSIONS * DEVICES, 'tokamark-1'];
    await addRun(database, number, { device: 'of old', state: 'pending' });
    await write.insertInto('suites').values({ id: suite_id }).execute();
    const likeToday = await read
      .selectFrom('workloads')
      .select(['format', 'phase', 'tokens', 'depth', 'batch', 'delivery', 'shape'])
      .where('id', '=', workloadId('tg64 int4'))
      .executeTakeFirstOrThrow();
    const workload = { ...likeToday, id: 'of an older suite', suite_id };
    await write.insertInto('workloads').values(workload).execute();
    await write.updateTable('samples').set({ workload_id: workload.id }).where('run_id', '=', runId(number)).execute();
    await write.updateTable('runs').set({ suite_id }).where('id', '=', runId(number)).execute();
    for (const gpu of ['rtx-4090', 'rtx-3060']) {
      await write.transaction().execute(async (transaction) => {
        const run = await lockRun(transaction, runId(number));
        if (run !== undefined) await setStanding(transaction, run, { state: 'ranked', gpu });
      });
      const cohorts = read.selectFrom('cohorts').select(['gpu_id', 'workload_id', 'devices']);
      expect(await cohorts.where('suite_id', '=', suite_id).where('devices', '>', 0).execute()).toEqual([
        { gpu_id: gpu, workload_id: workload.id, devices: 1 },
      ]);
    }
  });
});
