/** Two processes behind one small proxy over one PostgreSQL: what one has begun the other goes on with, and one stops without a loss. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyServerDatabase } from '../test/databases';
import { testBoard, type TestBoard } from '../test/board';
import { runAnswerSchema } from './contract/answers';
import { linksOf } from './contract/chain';
import { challengeSchema } from './contract/challenge';
import { stampedSchema } from './contract/commitment';
import { openDatabase, type Database } from './database/open';
import { KEY, textOf } from './fixtures/sent';

const RUN = join(import.meta.dirname, '../test/run.mjs');

let empty: Awaited<ReturnType<typeof emptyServerDatabase>>;
let database: Database;
let board: TestBoard;
let processes: readonly ChildProcess[];
let proxy: Server;
let address: string;
/** Which instance answers what goes by its path: the first takes challenges and links. */
let served: string[];

beforeAll(async () => {
  empty = await emptyServerDatabase();
  processes = [0, 1].map(() =>
    spawn(process.execPath, [RUN, 'instance.ts', JSON.stringify({ url: empty.config.url })], {
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  const urls = await Promise.all(processes.map(firstLine));
  database = await openDatabase(empty.config, () => undefined);
  board = await testBoard(database);
  served = [];
  proxy = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '';
    const first = urls[path.startsWith('/api/challenges') ? 0 : 1] ?? '';
    const others = urls.filter((url) => url !== first);
    const forwarded = { ...incoming.headers, 'x-forwarded-for': '203.0.113.9' };
    const pass = (url: string, next: string | undefined): void => {
      const on = request(new URL(path, url), { method: incoming.method ?? 'GET', headers: forwarded }, (answer) => {
        served.push(url);
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      // One that does not listen any more has not read a byte.
      on.on('error', () => (next === undefined ? outgoing.writeHead(502).end() : pass(next, undefined)));
      incoming.pipe(on);
    };
    pass(first, others[0]);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const bound = proxy.address();
  address = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`;
});

afterAll(async () => {
  processes.forEach((child) => child.kill('SIGKILL'));
  proxy.closeAllConnections();
  proxy.close();
  await database.close();
  await empty.remove();
});

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('it says nothing');
  for await (const line of createInterface(child.stdout)) return line;
  throw new Error('it ended before it listened');
}

async function ask(method: string, path: string, body?: string) {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(new URL(path, address), body === undefined ? { method } : { method, body, headers });
  const text = await answer.text();
  const value: unknown = text === '' ? null : JSON.parse(text);
  return { status: answer.status, body: value };
}

test('links go to one and the submission to the other, and the same sent to both is stored once', async () => {
  const { nonce } = challengeSchema.parse((await ask('POST', '/api/challenges')).body);
  const [hash = ''] = linksOf({ nonce, publicKey: KEY.x }, [{ measured: [] }]);
  const link = await ask('POST', `/api/challenges/${nonce}/commitments`, JSON.stringify({ nonce, k: 1, hash }));
  expect(stampedSchema.parse(link.body).k).toBe(1);

  const sending = await board.run({ seed: 1 });
  const text = await textOf(sending);
  const answers = await Promise.all([1, 2, 3].map(() => ask('POST', '/api/runs', text)));
  expect(answers.map(({ status, body }) => [status, status === 201 || body])).toEqual(answers.map(() => [201, true]));
  const runs = answers.map(({ status, body }) => ({ status, ...runAnswerSchema.parse(body) }));
  expect(new Set(runs.map(({ id, deleteToken }) => `${id} ${deleteToken}`)).size).toBe(1);
  expect(new Set(served).size).toBe(2);
  // Whichever instance comes to it first checks its proof.
  const stored = () => database.read.selectFrom('runs').select(['id', 'state']).execute();
  await expect.poll(stored, { timeout: 10_000 }).toEqual([{ id: runs[0]?.id, state: 'ranked' }]);
});

test('both share one limit', async () => {
  // A tenth of sixty; one was asked for above, and one run was sent thrice.
  const statuses = [];
  for (let index = 0; index < 7; index += 1) statuses.push((await ask('POST', '/api/challenges')).status);
  expect(statuses).toEqual([201, 201, 201, 201, 201, 429, 429]);
  const { rows } = { rows: await database.read.selectFrom('rate_limits').select(['key', 'count']).execute() };
  expect(rows.find(({ key }) => key.startsWith('submissions'))?.count).toBe(3);
});

test('one that is told to stop ends by itself, and the other goes on', async () => {
  const [first, second] = processes;
  const ended = first === undefined ? null : once(first, 'exit');
  first?.kill('SIGTERM');
  expect((await ended)?.[0]).toBe(0);
  expect((await ask('GET', '/api/context')).status).toBe(200);
  expect((await ask('POST', '/api/challenges')).status).toBe(429);
  const last = second === undefined ? null : once(second, 'exit');
  second?.kill('SIGTERM');
  expect((await last)?.[0]).toBe(0);
});
