/** Which rows a dump has, on both databases: runs that are ranked, of whatever suite, and of all others counts that say no more than the board does. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DATABASES, type EmptyDatabase } from '../../test/databases';
import { addRun, prepare, runId } from '../../test/filled';
import { RUN_STATES } from '../contract/answers';
import { openDatabase, type Database } from '../database/open';
import { supportNow } from '../reads/support';
import type { DumpName } from './files';
import { writeDump } from './write';

const rowsSchema = z.array(z.record(z.string(), z.string()));

/** Of an older suite, which today's code ranks no more. */
const OLD = 'old-workload';

describe.each(DATABASES)('the rows of a dump on $kind', ({ make }) => {
  let empty: EmptyDatabase;
  let database: Database;
  let folder: string;

  beforeAll(async () => {
    empty = await make();
    database = await openDatabase(empty.config, () => undefined);
    folder = mkdtempSync(join(tmpdir(), 'tokamark-rows-'));
    await prepare(database, ['rtx-4090', 'rtx-3060', 'nobody-ranked']);
  });

  afterAll(async () => {
    await database.close();
    await empty.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  let dumps = 0;
  const dump = async () => {
    const own = join(folder, String((dumps += 1)));
    mkdirSync(own);
    await writeDump(database, own, () => Promise.resolve());
    return (name: DumpName) => {
      const text = gunzipSync(readFileSync(join(own, `${name}.csv.gz`))).toString();
      return rowsSchema.parse(Papa.parse(text, { header: true, skipEmptyLines: true }).data);
    };
  };

  test('are of ranked runs alone: of the others there are counts, which are those of the public matrix', async () => {
    for (const [number, state] of RUN_STATES.entries()) {
      const gpu = state === 'ranked' ? 'rtx-4090' : 'nobody-ranked';
      const of = { device: `device ${number}`, gpu, state, joules: { measured: 2 } };
      await addRun(database, number, { ...of, code: state === 'failed' ? 'device-lost' : null });
    }
    // What an adapter says of itself, and what the catalogue knows.
    await database.write.updateTable('support').set({ gpu_family: 'Written by a stranger' }).execute();
    const known = runId(RUN_STATES.indexOf('ranked'));
    await database.write.updateTable('support').set({ gpu_family: 'nvidia' }).where('run_id', '=', known).execute();

    const rows = await dump();
    expect(rows('runs').map(({ id }) => id)).toEqual([known]);
    for (const name of ['samples', 'energy'] as const) {
      expect([name, new Set(rows(name).map(({ run }) => run))]).toEqual([name, new Set([known])]);
    }
    expect(rows('gpus').map(({ id }) => id)).toEqual(['rtx-4090']);
    const { cells } = await supportNow(database);
    const of = { format: 'int4', browser: 'Chrome 156' };
    expect(cells).toMatchObject([{ ...of, gpuFamily: 'Written by a stranger', ran: 2, failed: 1 }, { ran: 1 }]);
    expect(rows('support')).toEqual([
      ...[{ ...of, gpu_family: 'other', devices_ran: '2', devices_failed: '1', runs: '3', codes: 'device-lost 1' }],
      ...[{ ...of, gpu_family: 'nvidia', devices_ran: '1', devices_failed: '0', runs: '1', codes: '' }],
    ]);
  });

  test('are of all suites: what an older one ranked keeps its samples and its workloads', async () => {
    const number = RUN_STATES.length;
    await addRun(database, number, { device: 'old', gpu: 'rtx-3060', speeds: {} });
    await database.write.insertInto('suites').values({ id: 'tokamark-1' }).execute();
    await database.write
      .insertInto('workloads')
      .values({
        ...{ id: OLD, suite_id: 'tokamark-1', shape: 'an older shape', format: 'int4', phase: 'decode' },
        ...{ tokens: 64, depth: 0, batch: 1, delivery: 'streamed' },
      })
      .execute();
    await database.write.updateTable('runs').set({ suite_id: 'tokamark-1' }).where('id', '=', runId(number)).execute();
    const figure = { metric: 'tokensPerSecond', values: [7, 8], median: 7.5, low: 7, high: 8 };
    await database.write
      .insertInto('samples')
      .values({ run_id: runId(number), workload_id: OLD, ...figure })
      .execute();

    const rows = await dump();
    expect(rows('runs').find(({ id }) => id === runId(number))).toMatchObject({ suite: 'tokamark-1', gpu: 'rtx-3060' });
    const samples = rows('samples').filter(({ run }) => run === runId(number));
    expect(samples.map(({ workload, value }) => [workload, value])).toEqual([
      [OLD, '7'],
      [OLD, '8'],
    ]);
    expect(rows('workloads').find(({ id }) => id === OLD)).toMatchObject({ shape: 'an older shape' });
  });
});
