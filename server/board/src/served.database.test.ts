/** Page and board as `npm start` puts them together, over a socket: each address of the board reaches it, whatever files the page has. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pageFolder } from '../test/built-page';
import { DATABASES, type EmptyDatabase } from '../test/databases';
import { givenRun } from '../test/given-run';
import { createApp } from './api/app';
import { createLog } from './api/log';
import { createMetrics } from './api/metrics';
import { runAnswerSchema } from './contract/answers';
import { problemSchema } from './contract/problem';
import { openDatabase, type Database } from './database/open';
import { textOf } from './fixtures/sent';
import { startPageAndBoard, type PageAndBoard } from './server';
import { readBuiltPage } from './site/built-page';
import { createDrawing } from './site/png';
import { boardSecrets } from './submission/secret';

describe.each(DATABASES)('page and board on one port, on $kind', ({ make }) => {
  const drawing = createDrawing();
  let empty: EmptyDatabase;
  let folder: string;
  let database: Database;
  let server: PageAndBoard;
  let run: string;

  const ask = (path: string, init: RequestInit = {}): Promise<Response> => fetch(new URL(path, server.url), init);

  beforeAll(async () => {
    empty = await make();
    folder = pageFolder();
    database = await openDatabase(empty.config, () => undefined);
    const secrets = await boardSecrets(database);
    const app = createApp({
      ...{ database, secrets, checkProof: () => Promise.resolve('agrees'), dumpFolder: folder },
      ...{ log: createLog('silent'), metrics: createMetrics(), site: { built: readBuiltPage(folder), drawing } },
    });
    server = await startPageAndBoard(app, { pageFolder: folder, host: '127.0.0.1', port: 0 });
    const body = await textOf(await givenRun(database, secrets, { device: { seed: 1 } }));
    const sent = await ask('/api/runs', { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
    run = runAnswerSchema.parse(await sent.json()).id;
    await app.proofs.idle();
  });

  afterAll(async () => {
    await server.stop();
    await Promise.all([drawing.dispose(), database.close()]);
    await empty.remove();
    rmSync(folder, { recursive: true });
  });

  test('the card that a run’s page names is served', async () => {
    expect(await (await ask(`/board?run=${run}`)).text()).toContain('<title>A run of ');
    const card = await ask(`/board/card/${run}.png`);
    expect([card.status, card.headers.get('Content-Type')]).toEqual([200, 'image/png']);
    expect((await ask(`/board/card/${run}.png`, { method: 'HEAD' })).status).toBe(200);
    expect((await ask(`/board/card/${'A'.repeat(22)}.png`)).headers.has('X-Request-Id')).toBe(true);
  });

  test('the latest runs and a GPU are there without scripts', async () => {
    const latest = await (await ask('/board?see=latest')).text();
    expect(latest).toContain(`href="board?run=${run}"`);
    const gpu = /<a href="board\?one=([a-z0-9-]+)/.exec(await (await ask('/board')).text())?.[1] ?? '';
    const one = await ask(`/board?one=${gpu}&by=os`);
    expect(one.status).toBe(200);
    expect(await one.text()).toMatch(/<title>[^<]+: INT4 writing by system · Tokamark board<\/title>/);
  });

  test('every address that the board describes reaches it', async () => {
    const described = z.object({ paths: z.record(z.string(), z.unknown()) });
    const { paths } = described.parse(await (await ask('/api/openapi.json')).json());
    const addresses = [...Object.keys(paths).map((path) => path.replace(/\{\w+\}/, 'x')), '/board-place.json', '/api'];
    const answers = await Promise.all(addresses.map((path) => ask(path)));
    const reached = addresses.filter((_, i) => answers[i]?.headers.has('X-Request-Id'));
    expect(reached).toEqual(addresses);
    expect(await (await ask('/')).text()).toContain('Tokamark: tokens per second');
  });

  test('what lies below the board’s addresses and is none of them is said to be none by the board', async () => {
    const answer = await ask('/board/nothing');
    expect(problemSchema.parse(await answer.json())).toMatchObject({ status: 404, code: 'not-found' });
  });
});
