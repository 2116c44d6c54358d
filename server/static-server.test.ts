import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startServer, type RunningServer, type ServerOptions } from './static-server';

let parent = '';
let folder = '';
const running: RunningServer[] = [];

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'tokamark-server-'));
  folder = join(parent, 'page');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(parent, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>t</title>');
  for (const name of ['a.wasm', 'a.wgsl', 'a.json', 'a.js', 'a.css', 'a.safetensors']) {
    writeFileSync(join(folder, 'assets', name), '0123456789');
  }
});
// What a build compresses stands beside its file.
beforeAll(() => {
  const text = Buffer.from('compressed '.repeat(50));
  for (const [ending, content] of [
    ['', text],
    ['.br', brotliCompressSync(text)],
    ['.gz', gzipSync(text)],
  ] as const) {
    writeFileSync(join(folder, 'assets', `b.js${ending}`), content);
  }
});
afterAll(() => {
  rmSync(parent, { recursive: true });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function start(options: Partial<ServerOptions> = {}): Promise<string> {
  const server = await startServer({ folder, port: 0, ...options });
  running.push(server);
  return server.url;
}

test('the page is served isolated from other origins, on loopback', async () => {
  const url = await start();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  const response = await fetch(url);
  expect(await response.text()).toContain('<!doctype html>');
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:"),
  });
});

test('a server that is not isolated leaves out COOP and COEP and keeps the rest', async () => {
  const { headers } = await fetch(await start({ isolated: false }));
  expect(headers.get('cross-origin-opener-policy')).toBeNull();
  expect(headers.get('cross-origin-embedder-policy')).toBeNull();
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test.each([
  ['a.wasm', 'application/wasm'],
  ['a.wgsl', 'text/wgsl;charset=utf-8'],
  ['a.json', 'application/json'],
  ['a.js', 'text/javascript'],
  ['a.css', 'text/css'],
])('%s has the type %s', async (name, type) => {
  const response = await fetch(`${await start()}assets/${name}`);
  expect(response.headers.get('content-type')).toBe(type);
});

test.each([
  ['br', 'gzip, deflate, br'],
  ['gzip', 'gzip'],
  [null, 'identity'],
])('a compressed file is sent as %s to whoever accepts %s', async (encoding, accepted) => {
  const response = await fetch(`${await start()}assets/b.js`, { headers: { 'Accept-Encoding': accepted } });
  expect(response.headers.get('content-encoding')).toBe(encoding);
  expect(response.headers.get('content-type')).toBe('text/javascript');
  expect(response.headers.get('vary')).toBe('Accept-Encoding');
  expect(await response.text()).toBe('compressed '.repeat(50));
});

test('a part of a file can be asked for', async () => {
  const response = await fetch(`${await start()}assets/a.safetensors`, { headers: { Range: 'bytes=2-4' } });
  expect(response.status).toBe(206);
  expect(await response.text()).toBe('234');
});

test('what is not there is a plain 404 with the same protection', async () => {
  const response = await fetch(`${await start()}<b>nowhere`);
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toBe('text/plain;charset=utf-8');
  expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
});

test.each(['/../secret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt'])(
  '%s does not leave the folder',
  async (path) => {
    const { hostname, port } = new URL(await start());
    // Not fetch: it would tidy the path before sending it.
    const status = await new Promise((resolve, reject) => {
      request({ hostname, port, path }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(404);
  },
);

test('anything but reading is refused', async () => {
  const response = await fetch(await start(), { method: 'POST', body: 'x' });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('GET, HEAD');
});

test('where the port is taken the next free one is used', async () => {
  const first = Number(new URL(await start()).port);
  const second = Number(new URL(await start({ port: first })).port);
  expect(second).toBeGreaterThan(first);
});

test('a host that is not this machine’s is refused with what to do', async () => {
  await expect(start({ host: '192.0.2.1' })).rejects.toMatchObject({
    code: 'option',
    remedy: expect.stringContaining('--host'),
  });
});

test('a folder without a built page is refused with what to do', async () => {
  await expect(start({ folder: parent })).rejects.toMatchObject({ code: 'option', where: parent });
});

test('after close the port no longer answers', async () => {
  const url = await start();
  await fetch(url);
  await running.pop()?.close();
  await expect(fetch(url)).rejects.toThrow();
});
