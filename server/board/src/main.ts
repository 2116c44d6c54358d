/** The program `npm start` runs: page and board on one port, until a signal comes. Settings come from the environment (docs/SERVER.md). */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { asTokamarkError, TokamarkError } from '../../../src/foundation/errors';
import { createApp } from './api/app';
import { createLog, errorFacts } from './api/log';
import { createMetrics } from './api/metrics';
import { readConfig, readSecret } from './config';
import { openDatabase } from './database/open';
import { dumpChore } from './dumps/dump';
import { judgesInThreads } from './judging/judge-threads';
import { createRateLimiter } from './limits/limiter';
import { keep } from './operations/keeper';
import { sweepChores } from './operations/chores';
import { createProver } from './proof/prover';
import { startPageAndBoard } from './server';
import { readBuiltPage } from './site/built-page';
import { createDrawing } from './site/png';
import { checkedBy } from './submission/check-proof';
import { boardSecrets } from './submission/secret';

/** Beside this bundle. */
const PAGE_FOLDER = join(import.meta.dirname, '../page');
/** The page has it too. */
const FABLE_FOLDER = join(PAGE_FOLDER, 'models/fable');

/** Whoever reads or sends goes first. */
const PROVER_NICE = 10;

async function main(): Promise<void> {
  const config = readConfig({ ...quiet(), ...process.env, ...given() });
  const log = createLog(config.logLevel);
  const database = await openDatabase(config.database, (error) => log.warn(errorFacts(error), 'a connection broke'));
  const secrets = await boardSecrets(database, readSecret(config.secret));
  const judges = judgesInThreads(secrets.keys);
  const drawing = createDrawing();
  const prover = await createProver(FABLE_FOLDER, undefined, PROVER_NICE);
  const { host, port, rateFactor: factor, behindProxy, dumpFolder } = config;
  const portAlone = !config.isPortFree;
  const note = (thrown: unknown): void => log.warn(errorFacts(thrown), 'requests could not be counted');
  const limiter = factor === 0 ? null : createRateLimiter({ database, factor, note });
  const warn = (message: string): void => log.warn(message);
  const limited = limiter === null ? {} : { rateLimits: { limiter, behindProxy, warn } };
  const app = createApp({
    database,
    secrets,
    checkProof: checkedBy(prover),
    judges,
    log,
    metrics: createMetrics().withProcess(),
    dumpFolder,
    contact: config.contact,
    site: { built: readBuiltPage(PAGE_FOLDER), drawing },
    ...limited,
  });
  const server = await startPageAndBoard(app, { pageFolder: PAGE_FOLDER, host, port, portAlone, behindProxy });
  const keeper = keep([...sweepChores(database), dumpChore(database, dumpFolder)], {
    done: (chore, what) => log.debug({ chore, ...what }, 'done'),
    failed: (chore, thrown) => log.warn({ chore, ...errorFacts(thrown) }, 'a chore failed'),
  });
  app.proofs.start();
  log.info({ url: server.url, database: database.about, migrated: database.migrated }, 'page and board are ready');
  process.stderr.write(`${server.url}\nThe board keeps its rows in ${database.about}. Ctrl-C ends it.\n`);

  let stopping: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    const cut = await server.stop();
    await Promise.all([keeper.stop(), limiter?.stop(), app.proofs.stop()]);
    await database.close();
    await Promise.all([prover.dispose(), judges.dispose(), drawing.dispose()]);
    log.info({ cut }, 'stopped');
  };
  const end = (): void => {
    stopping ??= stop().catch((thrown: unknown) => {
      log.fatal(errorFacts(thrown), 'it could not be stopped in order');
      process.exit(1);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
  void database.lost.then((error) => {
    log.fatal(errorFacts(error), 'the database is gone');
    process.exit(1);
  });
}

/** A person at a terminal reads the address and what goes wrong. */
const quiet = (): Readonly<Record<string, string>> => (process.stdout.isTTY ? { LOG_LEVEL: 'warn' } : {});

/** What a person types behind `npm start --` goes before the environment. */
function given(): Readonly<Record<string, string>> {
  try {
    const { values } = parseArgs({ options: { host: { type: 'string' }, port: { type: 'string' } } });
    const { host, port } = values;
    return { ...(host === undefined ? {} : { BOARD_HOST: host }), ...(port === undefined ? {} : { PORT: port }) };
  } catch (cause) {
    const message = 'The board does not know what stands behind its name.';
    const remedy = 'It takes --host and --port; the other settings are environment variables (docs/SERVER.md).';
    throw new TokamarkError({ code: 'option', message, where: process.argv.slice(2).join(' '), remedy }, { cause });
  }
}

try {
  await main();
} catch (thrown) {
  const { message, where, remedy, details } = asTokamarkError(thrown);
  process.stderr.write(
    `${[message, where, remedy, thrown instanceof TokamarkError ? '' : details].filter(Boolean).join('\n')}\n`,
  );
  process.exitCode = 1;
}
