/** The API as a client meets it, without a socket, on both databases. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DATABASES, type EmptyDatabase } from '../../test/databases';
import { openDatabase, type Database } from '../database/open';
import { boardSecrets } from '../submission/secret';
import { createApp, type BoardApp } from './app';
import { contextSchema } from './context';
import { createLog } from './log';
import { createMetrics } from './metrics';
import { problemSchema } from '../contract/problem';
import { PROBLEM_TYPE } from './problem';

const openapiSchema = z.object({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

const describedSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        responses: z.record(z.string(), z.object({ headers: z.record(z.string(), z.unknown()).optional() })),
      }),
    ),
  ),
});

describe.each(DATABASES)('the API on $kind', ({ make }) => {
  let empty: EmptyDatabase;
  let database: Database;
  let app: BoardApp;
  let lines: string[];

  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await app.fetch(new Request(`http://board.test${path}`, init));
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('Content-Type') ?? '');
    const body: unknown = isJson ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, text, body };
  };

  beforeAll(async () => {
    empty = await make();
    database = await openDatabase(empty.config, () => undefined);
    lines = [];
    const log = createLog('debug', { write: (line) => void lines.push(line) });
    const secrets = await boardSecrets(database);
    app = createApp({
      database,
      secrets,
      checkProof: () => Promise.resolve('untested'),
      log,
      metrics: createMetrics(),
      contact: 'https://example.org/contact',
    });
  });

  afterAll(async () => {
    await empty.remove();
  });

  test('says that it lives and is ready', async () => {
    expect(await ask('/healthz')).toMatchObject({ status: 200, body: { alive: true } });
    const checks = { database: true, replica: true, migrations: true, running: true };
    expect(await ask('/readyz')).toMatchObject({ status: 200, body: { ready: true, checks } });
  });

  test('describes itself in one document, with its suites', async () => {
    await database.write
      .insertInto('suites')
      .values({ id: 'tokamark-0', withdrawn_at: new Date(0), withdrawn_why: 'a fault' })
      .execute();
    const { status, body, headers } = await ask('/api/context');
    expect(status).toBe(200);
    expect(headers.get('Cache-Control')).toBe('public, max-age=60');
    expect(contextSchema.parse(body).contact).toBe('https://example.org/contact');
    expect(contextSchema.parse(body).suites).toMatchObject([
      { id: 'tokamark-0', withdrawn: { at: '1970-01-01T00:00:00.000Z', why: 'a fault' } },
    ]);
  });

  test('describes every address as OpenAPI 3.1, and as a page without scripts', async () => {
    const { openapi, paths } = openapiSchema.parse((await ask('/api/openapi.json')).body);
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/healthz', '/readyz', '/metrics', '/api/context']));
    const page = await ask('/api');
    expect(page.headers.get('Content-Type')).toContain('text/html');
    for (const path of Object.keys(paths)) expect(page.text).toContain(path);
    expect(page.text).not.toMatch(/<script|style=/);
    expect((await ask('/api/style.css')).headers.get('Content-Type')).toContain('text/css');
  });

  test('describes of every answer its headers, and of every address that is limited what is said beyond the limit', async () => {
    const { paths } = describedSchema.parse((await ask('/api/openapi.json')).body);
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.values(methods).map(({ responses }) => ({ path, responses })),
    );
    const limited = operations.filter(({ path }) => path.startsWith('/api/'));
    expect(limited.length).toBeGreaterThan(12);
    for (const { path, responses } of limited) {
      expect(Object.keys(responses[429]?.headers ?? {}), path).toEqual(
        expect.arrayContaining(['X-Request-Id', 'RateLimit', 'RateLimit-Policy', 'Retry-After']),
      );
    }
    expect(Object.keys(paths['/api/cohorts']?.['get']?.responses[200]?.headers ?? {})).toEqual(
      expect.arrayContaining(['ETag', 'Cache-Control', 'Link', 'RateLimit']),
    );
    expect(Object.keys(paths['/api/cohorts']?.['get']?.responses[503]?.headers ?? {})).toContain('Retry-After');
    expect(paths['/healthz']?.['get']?.responses).not.toHaveProperty('429');
    // Whoever reads the document finds what it refers to.
    const text = (await ask('/api/openapi.json')).text;
    const { components } = z
      .object({ components: z.object({ headers: z.record(z.string(), z.unknown()) }) })
      .parse(JSON.parse(text));
    for (const [, name = ''] of text.matchAll(/#\/components\/headers\/([\w-]+)/g))
      expect(components.headers).toHaveProperty(name);
  });

  test('says of a wrong method which ones an address takes', async () => {
    for (const [method, path, allowed] of [
      ['PUT', '/api/runs', 'GET, HEAD, POST'],
      ['GET', '/api/challenges', 'POST'],
      ['PATCH', `/api/runs/${'A'.repeat(22)}`, 'DELETE, GET, HEAD'],
      ['DELETE', '/api/cohorts', 'GET, HEAD'],
      ['POST', '/healthz', 'GET, HEAD'],
    ] as const) {
      const { status, headers, body } = await ask(path, { method });
      expect([method, path, status, headers.get('Allow')]).toEqual([method, path, 405, allowed]);
      expect(headers.get('Content-Type')).toBe(PROBLEM_TYPE);
      const { code, remedy } = problemSchema.parse(body);
      expect(code).toBe('wrong-method');
      expect(remedy).toContain(allowed.split(', ')[0]);
    }
    expect((await ask('/api/nothing', { method: 'PUT' })).status).toBe(404);
  });

  test('answers what it does not have, and too much, with a problem', async () => {
    const missing = await ask('/api/nothing');
    expect(problemSchema.parse(missing.body)).toMatchObject({ status: 404, code: 'not-found' });
    expect(missing.headers.get('Content-Type')).toBe(PROBLEM_TYPE);
    for (const [path, length] of [
      ['/api/runs', 3e6],
      ['/api/runs/check', 3e6],
      ['/api/challenges', 5000],
    ] as const) {
      const large = await ask(path, { method: 'POST', body: 'x'.repeat(length) });
      expect(problemSchema.parse(large.body)).toMatchObject({ status: 413, code: 'too-large' });
    }
  });

  test('takes nothing that a page of another site makes a browser send', async () => {
    const post = (from: string) => ask('/api/challenges', { method: 'POST', headers: { 'Sec-Fetch-Site': from } });
    expect(await post('cross-site')).toMatchObject({ status: 403, body: { code: 'other-site' } });
    expect((await post('same-site')).status).toBe(403);
    expect((await post('same-origin')).status).toBe(201);
    expect((await ask('/api/context', { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status).toBe(200);
  });

  test('sends strict headers and an id with every answer, and nothing for other origins', async () => {
    for (const path of ['/healthz', '/api', '/api/nothing', '/api/context']) {
      const { headers } = await ask(path, { headers: { Origin: 'https://elsewhere.test' } });
      expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
      expect(headers.get('Cache-Control')).not.toBeNull();
    }
  });

  test('writes neither addresses nor queries nor names of browsers into its log', async () => {
    const headers = { 'X-Forwarded-For': '203.0.113.9', 'User-Agent': 'Secret/1.0' };
    await ask('/api/nothing/203.0.113.9?token=hidden', { headers });
    const last = lines.at(-1) ?? '';
    expect(JSON.parse(last)).toMatchObject({ msg: 'answered', method: 'GET', status: 404 });
    expect(lines.join('')).not.toMatch(/203\.0\.113\.9|Secret|hidden/);
  });

  test('counts requests by route, whatever paths are asked for', async () => {
    for (let index = 0; index < 20; index += 1) await ask(`/api/none-${index}`);
    const { text, headers } = await ask('/metrics');
    expect(headers.get('Content-Type')).toContain('text/plain');
    expect(text).toContain('board_requests_total{method="GET",route="/healthz",status="200"}');
    expect(text).not.toContain('none-');
  });

  test('says that the database is gone, and when to ask again, without a word of the database', async () => {
    await database.close();
    expect(await ask('/readyz')).toMatchObject({ status: 503, body: { ready: false, checks: { database: false } } });
    expect((await ask('/healthz')).status).toBe(200);
    const { status, body, headers } = await ask('/api/context');
    expect(status).toBe(503);
    expect(headers.get('Retry-After')).toBe('5');
    expect(problemSchema.parse(body)).toMatchObject({ code: 'unavailable' });
    expect(lines.some((line) => line.includes('a request failed'))).toBe(true);
  });

  test('lets what is under way end before it stops, and takes nothing new', async () => {
    expect(await app.traffic.stop(1000)).toBe(0);
    expect(await ask('/api')).toMatchObject({ status: 503, body: { code: 'stopping' } });
    expect(await ask('/readyz')).toMatchObject({ status: 503, body: { checks: { running: false } } });
  });
});
