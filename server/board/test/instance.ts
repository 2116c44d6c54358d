/** One instance of the board in a process of its own: says its address, and ends at SIGTERM as the product does. Proofs are not checked. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { loadTables } from '../../../src/energy/tables';
import { loadCatalogue } from '../../../src/hardware/catalogue';
import { createApp } from '../src/api/app';
import { createLog } from '../src/api/log';
import { createMetrics } from '../src/api/metrics';
import { openDatabase } from '../src/database/open';
import { createRateLimiter } from '../src/limits/limiter';
import { startPageAndBoard } from '../src/server';
import { boardSecrets } from '../src/submission/secret';

// While run.mjs imports this file: what is loaded later finds no loader any more.
await Promise.all([loadCatalogue(), loadTables()]);

const argumentSchema = z.object({ url: z.string() });

export async function main(argument: string): Promise<void> {
  const { url } = argumentSchema.parse(JSON.parse(argument));
  const database = await openDatabase({ kind: 'postgres', url, readUrl: null }, () => undefined);
  const limiter = createRateLimiter({ database, factor: 0.1, note: () => undefined });
  const app = createApp({
    ...{ database, secrets: await boardSecrets(database), checkProof: () => Promise.resolve('agrees') },
    ...{ log: createLog('silent'), metrics: createMetrics() },
    rateLimits: { limiter, behindProxy: true, warn: () => undefined },
  });
  const pageFolder = mkdtempSync(join(tmpdir(), 'tokamark-page-'));
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>page</title>');
  const server = await startPageAndBoard(app, { pageFolder, host: '127.0.0.1', port: 0, behindProxy: true });
  app.proofs.start();
  process.stdout.write(`${server.url}\n`);
  process.once('SIGTERM', () => {
    void server
      .stop()
      .then(() => Promise.all([limiter.stop(), app.proofs.stop()]))
      .then(() => database.close())
      .then(() => rmSync(pageFolder, { recursive: true }));
  });
}
