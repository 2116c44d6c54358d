/** The dump of the day on both databases: what is in it, what is not, and that one instance makes it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { testBoard, type TestBoard } from '../../test/board';
import { DATABASES, type EmptyDatabase } from '../../test/databases';
import { createApp } from '../api/app';
import { createLog } from '../api/log';
import { createMetrics } from '../api/metrics';
import { deviceId, makeDeviceKey } from '../contract/device-key';
import { openDatabase, type Database } from '../database/open';
import { boardSecrets } from '../submission/secret';
import { dumpChore, latestDump, makeDump } from './dump';

const rowsSchema = z.array(z.record(z.string(), z.string()));
const schemaSchema = z.object({
  resources: z.array(
    z.object({ path: z.string(), schema: z.object({ fields: z.array(z.object({ name: z.string() })) }) }),
  ),
});

/** Of a board that is not being stopped. */
const RUNNING = new AbortController().signal;

describe.each(DATABASES)('the dump on $kind', ({ make }) => {
  let empty: EmptyDatabase;
  let database: Database;
  let board: TestBoard;
  let folder: string;

  beforeAll(async () => {
    empty = await make();
    database = await openDatabase(empty.config, () => undefined);
    board = await testBoard(database);
    folder = mkdtempSync(join(tmpdir(), 'tokamark-dumps-'));
  });

  afterAll(async () => {
    await database.close();
    await empty.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const fileOf = async (name: string): Promise<Buffer> => readFileSync(join((await latestDump(folder)) ?? '', name));
  const rowsOf = async (name: string) => {
    const text = gunzipSync(await fileOf(`${name}.csv.gz`)).toString();
    return rowsSchema.parse(Papa.parse(text, { header: true, skipEmptyLines: true }).data);
  };

  test('has every ranked run with its raw samples, and nothing of others, of keys, tokens and names', async () => {
    const key = await makeDeviceKey();
    const ranked = await board.send(await board.run({ seed: 1, key }));
    const waits = await board.send(await board.run({ seed: 2, key, gpu: '=HYPERLINK("x")' }));
    const copy = await board.send(await board.run({ seed: 1 }));
    await database.write.updateTable('runs').set({ os: '=1+1, "Windows"' }).where('id', '=', ranked.id).execute();
    await database.write.updateTable('devices').set({ machine_name: 'Ada’s' }).execute();
    await makeDump(database, folder);

    const runs = await rowsOf('runs');
    expect(runs).toMatchObject([{ id: ranked.id, gpu: 'rtx-4090', os: `'=1+1, "Windows"` }]);
    const [figure] = ranked.figures;
    const samples = (await rowsOf('samples')).filter(
      ({ run, workload, metric }) => run === ranked.id && workload === figure?.workloadId && metric === figure?.metric,
    );
    expect(samples.map(({ repetition }) => Number(repetition))).toEqual([...Array(figure?.n ?? 0).keys()]);
    const middle = samples.map(({ value }) => Number(value)).sort((a, b) => a - b);
    expect(((middle[4] ?? 0) + (middle[5] ?? 0)) / 2).toBe(figure?.median);
    expect((await rowsOf('cohorts'))[0]).toMatchObject({ gpu: 'rtx-4090', n: '1' });
    expect((await rowsOf('workloads')).length).toBeGreaterThan(0);

    const latest = (await latestDump(folder)) ?? '';
    const whole = readdirSync(latest).map((name) => {
      const bytes = readFileSync(join(latest, name));
      return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
    });
    const secret = [
      key.x,
      deviceId(key.x),
      ranked.deleteToken,
      waits.id,
      copy.id,
      'HYPERLINK',
      'Ada’s',
      'delete_token',
    ];
    for (const hidden of secret) expect(whole.join('\n')).not.toContain(hidden);
    const { resources } = schemaSchema.parse(JSON.parse((await fileOf('datapackage.json')).toString()));
    for (const { path, schema } of resources) {
      const [head] = gunzipSync(await fileOf(path))
        .toString()
        .split('\r\n');
      expect([path, head]).toEqual([path, schema.fields.map(({ name }) => name).join()]);
    }
    expect((await fileOf('LICENSE.txt')).toString()).toContain('CC0 1.0 Universal');
  });

  test('is served as it is, and what was deleted is gone from the next one', async () => {
    const parts = {
      database,
      secrets: await boardSecrets(database),
      checkProof: () => Promise.resolve('agrees' as const),
    };
    const app = createApp({ ...parts, log: createLog('silent'), metrics: createMetrics(), dumpFolder: folder });
    const ask = async (path: string) => app.fetch(new Request(`http://board.test${path}`));
    const listSchema = z.object({
      files: z.array(z.object({ path: z.string(), bytes: z.number(), rows: z.number() })),
    });
    const list = listSchema.parse(JSON.parse(await (await ask('/api/dumps')).text()));
    const listed = list.files.find(({ path }) => path === '/api/dumps/runs.csv.gz');
    expect(listed?.rows).toBe(1);
    const answer = await ask(listed?.path ?? '');
    expect(answer.headers.get('Content-Type')).toBe('application/gzip');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([bytes.length, bytes.equals(await fileOf('runs.csv.gz'))]).toEqual([listed?.bytes, true]);
    expect((await ask('/api/dumps/..%2Fboard.lock')).status).toBe(404);

    const [gone] = await rowsOf('runs');
    await database.write
      .deleteFrom('runs')
      .where('id', '=', gone?.['id'] ?? '')
      .execute();
    await makeDump(database, folder);
    expect((await rowsOf('runs')).map(({ id }) => id)).not.toContain(gone?.['id']);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('is made once a day, however many instances there are', async () => {
    const each = await Promise.all([1, 2, 3].map(() => dumpChore(database, folder).work(RUNNING)));
    expect(each.filter((one) => one !== null)).toHaveLength(1);
    expect(await dumpChore(database, folder).work(RUNNING)).toBeNull();
    // Of the day before.
    await database.write
      .updateTable('settings')
      .set({ value: '{"day":"2026-01-01","isDone":true}' })
      .where('key', '=', 'dump')
      .execute();
    await expect(dumpChore(database, '/proc/none').work(RUNNING)).rejects.toThrow();
    expect(await dumpChore(database, folder).work(RUNNING)).not.toBeNull();
  });

  test('is broken off when its board stops, leaves nothing, and is made after the next start', async () => {
    await database.write.deleteFrom('settings').where('key', '=', 'dump').execute();
    const before = readdirSync(folder);
    await expect(dumpChore(database, folder).work(AbortSignal.abort())).rejects.toThrow('aborted');
    expect(readdirSync(folder)).toEqual(before);
    expect(await dumpChore(database, folder).work(RUNNING)).not.toBeNull();
  });

  test('takes the place of none that is newer, and of none at all where another instance has begun one since', async () => {
    const before = readdirSync(folder);
    const newest = await latestDump(folder);
    const ready = (): Promise<never> => Promise.reject(new Error('overtaken'));
    await expect(makeDump(database, folder, { ready })).rejects.toThrow('overtaken');
    expect(readdirSync(folder)).toEqual(before);
    await makeDump(database, folder, { made: new Date('2020-01-01T00:00:00Z') });
    expect(await latestDump(folder)).toBe(newest);
  });
});
