/**
 * The board's server as its program starts it, but for one thing: every proof is taken as right. The check of a proof takes a
 * processor so long that it hides what the rest of a submission costs.
 */
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { createApp } from '../../server/board/src/api/app';
import { createLog } from '../../server/board/src/api/log';
import { createMetrics } from '../../server/board/src/api/metrics';
import { openDatabase } from '../../server/board/src/database/open';
import { judgesInThreads } from '../../server/board/src/judging/judge-threads';
import { startPageAndBoard } from '../../server/board/src/server';
import { boardSecrets } from '../../server/board/src/submission/secret';

const configSchema = z.union([
  z.object({ kind: z.literal('pglite'), folder: z.string() }),
  z.object({ kind: z.literal('postgres'), url: z.string(), readUrl: z.null() }),
]);

/** The product's own, as built. */
const JUDGE_THREAD = pathToFileURL(join(import.meta.dirname, '../../dist/board/judge-thread.mjs'));

export async function main(argument: string): Promise<void> {
  const log = createLog('error');
  const database = await openDatabase(configSchema.parse(JSON.parse(argument)), () => undefined);
  const secrets = await boardSecrets(database);
  const checkProof = () => Promise.resolve('agrees' as const);
  const judges = judgesInThreads(secrets.keys, JUDGE_THREAD);
  const app = createApp({ database, secrets, checkProof, judges, log, metrics: createMetrics() });
  const pageFolder = join(import.meta.dirname, '../../dist/page');
  const server = await startPageAndBoard(app, { pageFolder, host: '127.0.0.1', port: 0, behindProxy: true });
  app.proofs.start();
  void database.lost.then(() => process.exit(1));
  process.stderr.write(`${server.url}\n`);
  await once(process, 'SIGTERM');
  await server.stop();
  await app.proofs.stop();
  await database.close();
  await judges.dispose();
}
