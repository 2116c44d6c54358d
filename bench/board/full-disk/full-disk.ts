/**
 * `npm run bench:board -- full-disk`: a board on a small file system, which fills up while runs are sent in and is made room in again. It
 * mounts a tmpfs, which only root may; else `--small FOLDER` names a file system of some 300 MB.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statfsSync,
  truncateSync,
  writeSync,
  openSync,
  closeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { openDatabase } from '../../../server/board/src/database/open';
import { startPostgres, type PostgresServer } from '../../../server/board/test/postgres-server';
import { recompute } from '../../../server/board/test/recompute';
import type { Config } from '../../../server/board/src/config';
import { codeIn } from '../answer-words';
import { clientOf, type Client } from '../load/ask';
import { countsOf } from '../load/told';
import { table } from '../markdown';
import type { Told } from '../options';
import { startBoard, type ServerProcess } from '../server-process';
import { prepare, type Prepared } from '../submissions';

type FullDiskOptions = Told<'kind' | 'seed' | 'submissions' | 'small'>;

const SIZE_MB = 320;
/** That are left when runs begin to come. */
const LEFT_MB = 3;
/** PostgreSQL's log of writes kept small, so that tables fill the disk and not it alone. */
export const SMALL_SETTINGS = ['max_wal_size=48MB', 'min_wal_size=32MB', 'shared_buffers=64MB'];

const storedSchema = z.object({ id: z.string() });

interface Disk {
  readonly folder: string;
  remove(): void;
}

function smallDisk(given: string | null): Disk {
  const at = given ?? mkdtempSync(join(tmpdir(), 'tokamark-small-'));
  if (given === null) execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', at]);
  chmodSync(at, 0o755);
  const folder = join(at, 'board');
  mkdirSync(folder);
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
      if (given !== null) return;
      execFileSync('umount', [at]);
      rmSync(at, { recursive: true });
    },
  };
}

export async function* fullDiskSections(options: FullDiskOptions): AsyncGenerator<string> {
  const disk = smallDisk(options.small);
  try {
    const postgres = options.kind === 'postgres' ? await startPostgres(SMALL_SETTINGS, disk.folder) : null;
    const config: Config['database'] =
      postgres === null
        ? { kind: 'pglite', folder: disk.folder }
        : { kind: 'postgres', url: postgres.url, readUrl: null };
    try {
      yield await filledUp(config, postgres, { ...options, folder: disk.folder });
    } finally {
      await postgres?.remove();
    }
  } finally {
    disk.remove();
  }
}

interface Sent {
  readonly prepared: Prepared;
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | null;
}

async function filledUp(
  config: Config['database'],
  postgres: PostgresServer | null,
  { kind, seed, submissions, folder, say }: FullDiskOptions & { readonly folder: string },
): Promise<string> {
  const first = await openDatabase(config, () => undefined);
  const prepared = await prepare(first, { count: submissions, seed });
  await first.close();
  let board = await startBoard('stub', config);
  let client = clientOf(board.url);
  const half = Math.floor(prepared.length / 2);
  const before = await sendAll(client, prepared.slice(0, Math.floor(half / 4)));
  const ballast = join(folder, 'ballast');
  fillUp(ballast, folder, LEFT_MB);
  say('the disk is nearly full');
  const during = await sendAll(client, prepared.slice(Math.floor(half / 4)));
  const reading = await client.ask({ method: 'GET', path: '/api/cohorts' });
  const lived = board.isAlive();
  truncateSync(ballast, 0);
  rmSync(ballast);
  say('there is room again');
  // As the operator does where it has given up.
  const restarts: string[] = [];
  if (postgres !== null && !(await answersSoon(client))) {
    await postgres.stop();
    await postgres.start();
    restarts.push('PostgreSQL');
  }
  if (!board.isAlive()) {
    client.close();
    board = await startBoard('stub', config);
    client = clientOf(board.url);
    restarts.push('the board');
  }
  const after = await sendAll(client, prepared);
  const found = await lookInto(board, client, config, [...before, ...during, ...after]);
  const refused = during.filter(({ status }) => status !== 201);
  const said = refused.map(({ status, text }) => `${status} ${codeIn(text) ?? 'no answer'}`);
  return [
    table(
      `A disk of ${megabytesOf(folder)} MB that fills up while runs are sent in, ${kind}`,
      ['sent while it filled', 'stored', 'refused', 'refused without Retry-After', 'read meanwhile'],
      [
        [
          ...[during.length, during.length - refused.length, countsOf(said)],
          ...[refused.filter(({ retryAfter }) => retryAfter === null).length, reading.status],
        ],
      ],
    ),
    `The board ${lived ? 'went on' : 'ended'} while the disk was full. Started again by hand once there was room: ${restarts.join(', ') || 'nothing'}.`,
    `All ${prepared.length} sent once more: ${countsOf(after.map(({ status }) => status))}. ${found}\n`,
  ].join('\n');
}

async function sendAll(client: Client, prepared: readonly Prepared[]): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  for (const one of prepared) {
    const { status, text, retryAfter } = await client.ask({ method: 'POST', path: '/api/runs', body: one.body });
    sent.push({ prepared: one, status, text, retryAfter });
  }
  return sent;
}

async function answersSoon(client: Client): Promise<boolean> {
  for (let tries = 0; tries < 10; tries++) {
    if ((await client.ask({ method: 'GET', path: '/readyz' })).status === 200) return true;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  return false;
}

async function lookInto(
  board: ServerProcess,
  client: Client,
  config: Config['database'],
  sent: readonly Sent[],
): Promise<string> {
  client.close();
  await board.stop();
  const database = await openDatabase(config, () => undefined);
  try {
    const rows = await database.read.selectFrom('runs').select(['id', 'nonce']).execute();
    const byNonce = new Map(rows.map(({ id, nonce }) => [nonce, id]));
    const answered = sent.filter(({ status }) => status === 201);
    const lost = answered.filter(
      ({ prepared, text }) => byNonce.get(prepared.nonce) !== storedSchema.parse(JSON.parse(text)).id,
    );
    const { compared, differing } = await recompute(database, 100);
    return `Of ${answered.length} answers ${lost.length} name a run that is not there; ${rows.length} runs; ${compared} values of cohorts made again, ${differing.length} otherwise.`;
  } finally {
    await database.close();
  }
}

function megabytesOf(folder: string): number {
  const { blocks, bsize } = statfsSync(folder);
  return Math.round((blocks * bsize) / (1 << 20));
}

/** Writes until so much is left. */
function fillUp(file: string, folder: string, leftMegabytes: number): void {
  const block = Buffer.alloc(1 << 20, 1);
  const handle = openSync(file, 'w');
  try {
    for (;;) {
      const { bavail, bsize } = statfsSync(folder);
      if (bavail * bsize <= leftMegabytes * (1 << 20)) return;
      writeSync(handle, block);
    }
  } finally {
    closeSync(handle);
  }
}
