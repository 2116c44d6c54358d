/** Page and board as `npm start` serves them, over a database of its own in a folder that is gone with it. What is in it is invented. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../../server/board/src/api/app';
import { createLog } from '../../../server/board/src/api/log';
import { createMetrics } from '../../../server/board/src/api/metrics';
import { openDatabase, type Database } from '../../../server/board/src/database/open';
import { startPageAndBoard } from '../../../server/board/src/server';
import { readBuiltPage } from '../../../server/board/src/site/built-page';
import { createDrawing } from '../../../server/board/src/site/png';
import { boardSecrets } from '../../../server/board/src/submission/secret';
import { addRun, prepare } from '../../../server/board/test/filled';
import { givenRun } from '../../../server/board/test/given-run';
import { textOf } from '../../../server/board/src/fixtures/sent';
import { BUILT_PAGE, type Site } from './site';

export interface Machine {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** Tokens per second of INT4. */
  readonly speed: number;
  readonly devices: number;
  /** Days on which each of them sent. */
  readonly days: number;
  /** Null: nobody knows. */
  readonly joules: number | null;
}

export interface BoardSite extends Site {
  /** What a machine would send that has measured under a challenge of this board, and whose links it has heard. */
  readonly honestText: () => Promise<string>;
}

/** Filled with what these machines sent in. */
export async function serveBoard(machines: readonly Machine[]): Promise<BoardSite> {
  const folder = mkdtempSync(join(tmpdir(), 'tokamark-board-'));
  const database = await openDatabase({ kind: 'pglite', folder }, () => undefined);
  await fill(database, machines);
  const secrets = await boardSecrets(database);
  const drawing = createDrawing();
  const app = createApp({
    ...{ database, secrets, log: createLog('silent'), metrics: createMetrics() },
    checkProof: () => Promise.resolve('agrees'),
    site: { built: readBuiltPage(BUILT_PAGE), drawing },
  });
  const server = await startPageAndBoard(app, { pageFolder: BUILT_PAGE, host: '127.0.0.1', port: 0 });
  return {
    url: server.url,
    honestText: async () => textOf(await givenRun(database, secrets, { device: { seed: 1 } })),
    close: async () => {
      await server.stop();
      await drawing.dispose();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const BROWSERS = ['Chrome 156', 'Firefox 150', 'Edge 156'] as const;

async function fill(database: Database, machines: readonly Machine[]): Promise<void> {
  await prepare(
    database,
    machines.map(({ id }) => id),
  );
  for (const { id, name, kind } of machines) {
    await database.write.updateTable('gpus').set({ name, kind }).where('id', '=', id).execute();
  }
  let number = 0;
  for (const { id, speed, devices, days, joules } of machines) {
    for (let device = 0; device < devices; device += 1) {
      for (let day = 0; day < days; day += 1) {
        number += 1;
        // Devices differ by a few percent, and Firefox is slower.
        const own = speed * (1 + 0.03 * Math.sin(7 * device + day)) * (device % 3 === 1 ? 0.8 : 1);
        await addRun(database, number, {
          ...{ device: `${id} ${device}`, gpu: id, browser: BROWSERS[device % 3] ?? BROWSERS[0] },
          os: device % 2 === 0 ? 'Windows' : 'macOS',
          receivedAt: new Date(Date.UTC(2026, 8 + (device % 3), 2 + 5 * day, 12)),
          speeds: { 'tg64 int4': own, 'tg64 fp16': 0.41 * own, ...(devices > 1 ? { 'pp512 int4': 30 * own } : {}) },
          joules:
            joules === null ? {} : { [device % 2 === 0 ? 'measured' : 'estimated']: joules * (1 + 0.02 * device) },
        });
      }
    }
  }
}
