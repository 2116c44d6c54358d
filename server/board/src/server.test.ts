/** Page and board on one port, over a socket. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdingOf } from './api/addresses';
import { createLog } from './api/log';
import { createMetrics } from './api/metrics';
import { createTraffic } from './api/traffic';
import type { ServerLimits } from '../../static-server';
import { startPageAndBoard } from './server';

let pageFolder: string;

beforeAll(() => {
  pageFolder = mkdtempSync(join(tmpdir(), 'tokamark-page-'));
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>the page</title>');
});

afterAll(() => {
  rmSync(pageFolder, { recursive: true });
});

async function started(limits?: ServerLimits) {
  const traffic = createTraffic(createLog('silent'), createMetrics());
  const api = new Hono();
  api.use(traffic.middleware);
  api.onError((error, context) => (error instanceof HTTPException ? error.getResponse() : context.body(null, 400)));
  let begun = (): void => undefined;
  const underWay = new Promise<void>((resolve) => {
    begun = resolve;
  });
  api.use(bodyLimit({ maxSize: 10 }));
  api.post('/api/length', async (context) => context.json((await context.req.arrayBuffer()).byteLength));
  api.get('/api/slow', async (context) => {
    begun();
    await new Promise((resolve) => setTimeout(resolve, 150));
    return context.json({ slow: true });
  });
  for (const path of ['/board', '/board/card/:name{[a-z]+\\.png}']) api.get(path, (context) => context.text('here'));
  const app = { fetch: (request: Request) => api.fetch(request), holds: holdingOf(api), traffic };
  const server = await startPageAndBoard(app, {
    ...{ pageFolder, host: '127.0.0.1', port: 0 },
    ...(limits === undefined ? {} : { limits }),
  });
  const ask = (path: string, init: RequestInit = {}) => fetch(new URL(path, server.url), init);
  return { server, underWay, ask };
}

test('the board answers its own addresses, and the page all others with its own headers', async () => {
  const { server, ask } = await started();
  const [page, board, likeIt] = await Promise.all(['/', '/api/slow?x=1', '/apiary'].map((path) => ask(path)));
  expect(page?.headers.get('Content-Security-Policy')).toContain("script-src 'self'");
  expect(page?.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
  expect(board?.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
  expect(board?.headers.get('X-Request-Id')).not.toBeNull();
  expect(likeIt?.status).toBe(404);
  expect(likeIt?.headers.get('X-Request-Id')).toBeNull();
  const own = await Promise.all(
    ['/board', '/board?format=fp16', '/board/card/x.png', '/board/x', '/boards', '/board-place.json'].map((path) =>
      ask(path),
    ),
  );
  const isOfBoard = own.map(({ headers }) => headers.has('X-Request-Id'));
  expect(isOfBoard).toEqual([true, true, true, true, false, false]);
  // What is below them and no address of theirs.
  expect(own.map(({ status }) => status)).toEqual([200, 200, 200, 404, 404, 404]);
  expect(await server.stop()).toBe(0);
});

test('bodies of a said length, of none and in pieces are read up to the limit', async () => {
  const { server, ask } = await started();
  const pieces = (count: number): RequestInit => ({
    body: new Blob(['1234', '5678', '90ab'].slice(0, count)).stream(),
    ...{ duplex: 'half' },
  });
  const bodies: readonly RequestInit[] = [{ body: '123' }, {}, pieces(2), pieces(3)];
  const answers = await Promise.all(bodies.map((init) => ask('/api/length', { method: 'POST', ...init })));
  const said = await Promise.all(answers.map(async (one) => [one.status, await one.text()]));
  expect(said.map(([status]) => status)).toEqual([200, 200, 200, 413]);
  expect(said.slice(0, 3).map(([, text]) => text)).toEqual(['3', '0', '8']);
  await server.stop();
});

test('a stop answers what is under way, and then listens no more', async () => {
  const { server, underWay, ask } = await started();
  const slow = ask('/api/slow');
  await underWay;
  expect(await server.stop()).toBe(0);
  expect((await slow).status).toBe(200);
  await expect(ask('/')).rejects.toThrow();
});

/** What a connection hears until it is closed, having said that much and no more. */
function heard(url: string, said: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(said));
    let text = '';
    socket.on('data', (bytes) => (text += bytes.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
  });
}

test('slow headers and bodies, silence and too many connections of one end, and others are answered meanwhile', async () => {
  const times = { headersSeconds: 0.4, requestSeconds: 0.8, keepAliveSeconds: 5, silentSeconds: 3 };
  const limits = { ...times, headerBytes: 2048, connections: 100, connectionsOfOne: 20 };
  const { server, ask } = await started(limits);
  const host = 'Host: board.test\r\n';
  const slowHeaders = heard(server.url, `POST /api/length HTTP/1.1\r\n${host}X-Slow: `);
  const slowBody = heard(server.url, `POST /api/length HTTP/1.1\r\n${host}Content-Length: 9\r\n\r\n123`);
  const large = heard(server.url, `GET /api/slow HTTP/1.1\r\n${host}X-Large: ${'x'.repeat(4000)}\r\n\r\n`);
  expect((await ask('/api/length', { method: 'POST', body: '123' })).status).toBe(200);
  expect(await large).toContain('431');
  expect(await slowHeaders).toContain('408');
  expect(await slowBody).toContain('408');
  expect((await ask('/')).status).toBe(200);
  const many = Array.from({ length: 30 }, () => heard(server.url, ''));
  // Those beyond the limit are closed at once, the others by silence.
  await Promise.all(many);
  expect((await ask('/')).status).toBe(200);
  await server.stop();
});
