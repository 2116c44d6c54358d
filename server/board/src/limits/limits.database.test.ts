/** Limits by rate as instances share them and as a client meets them, and the sweep of what is old, on both databases. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DATABASES, type EmptyDatabase } from '../../test/databases';
import { createApp, type BoardApp } from '../api/app';
import { createLog } from '../api/log';
import { createMetrics } from '../api/metrics';
import { problemSchema } from '../contract/problem';
import { openDatabase, type Database } from '../database/open';
import { sweep } from '../operations/sweep';
import { boardSecrets } from '../submission/secret';
import { createRateLimiter } from './limiter';
import { RATES } from './rates';

const NOW = new Date('2026-11-30T10:20:30Z');
const LATER = new Date('2026-11-30T11:00:01Z');
const ADDRESS = '203.0.113.9';

describe.each(DATABASES)('limits on $kind', ({ make }) => {
  let empty: EmptyDatabase;
  let database: Database;
  const note = (thrown: unknown): never => expect.fail(`it could not be counted: ${String(thrown)}`);
  const limiter = (factor: number) => createRateLimiter({ database, factor, note });

  beforeAll(async () => {
    empty = await make();
    database = await openDatabase(empty.config, () => undefined);
  });

  afterAll(async () => {
    await database.close();
    await empty.remove();
  });

  test('instances share one count of what writes, by kind and address, until the window ends', async () => {
    // Three an hour.
    const [one, other] = [limiter(0.05), limiter(0.05)];
    const takes = [one, other, one].map((each) => each.take('submissions', ADDRESS, NOW));
    const taken = await Promise.all(takes);
    expect(taken.map(({ isAllowed }) => isAllowed)).toEqual([true, true, true]);
    expect(taken.map(({ left }) => left).sort()).toEqual([0, 1, 2]);
    expect(await other.take('submissions', ADDRESS, NOW)).toEqual({
      ...{ isAllowed: false, most: 3, windowSeconds: 3600, left: 0, resetSeconds: 2370 },
    });
    expect((await one.take('submissions', ADDRESS, NOW)).isAllowed).toBe(false);
    expect((await one.take('challenges', ADDRESS, NOW)).isAllowed).toBe(true);
    expect((await one.take('submissions', '203.0.113.10', NOW)).isAllowed).toBe(true);
    expect((await one.take('submissions', ADDRESS, LATER)).isAllowed).toBe(true);
    await Promise.all([one.stop(), other.stop()]);
  });

  test('reads are counted where they are answered, and added up', async () => {
    const factor = 4 / RATES.reads.most;
    const [one, other] = [limiter(factor), limiter(factor)];
    const read = async (from: typeof one) => (await from.take('reads', ADDRESS, NOW)).isAllowed;
    expect([await read(one), await read(one), await read(other), await read(other)]).toEqual([true, true, true, true]);
    await one.flush();
    await other.flush();
    expect([await read(other), await read(one)]).toEqual([false, true]);
    await Promise.all([one.stop(), other.stop()]);
  });

  test('nothing that is kept has an address in it, and a new day has a new salt alone', async () => {
    const kept = async () => {
      const { rows } = await sql<{ all: string }>`
        select coalesce(string_agg(key, ' '), '') || (select string_agg(salt, ' ') from salts) as all
        from rate_limits`.execute(database.write);
      return rows[0]?.all ?? '';
    };
    expect(await kept()).toMatch(/submissions /);
    expect(await kept()).not.toContain('203.0.113');
    const salts = () => database.write.selectFrom('salts').selectAll().execute();
    const [before] = await salts();
    const tomorrow = limiter(1);
    await tomorrow.take('checks', ADDRESS, new Date('2026-12-01T00:00:00Z'));
    await tomorrow.stop();
    const after = await salts();
    expect(after).toHaveLength(1);
    expect(after[0]?.salt).not.toBe(before?.salt);
  });

  test('a client hears how much is left, and beyond it when to come again', async () => {
    const secrets = await boardSecrets(database);
    const warned: string[] = [];
    const own = limiter(0.05);
    const parts = {
      database,
      secrets,
      checkProof: () => Promise.resolve('untested' as const),
      metrics: createMetrics(),
    };
    const app = (behindProxy: boolean): BoardApp => {
      const rateLimits = { limiter: own, behindProxy, warn: (message: string) => warned.push(message) };
      return createApp({ ...parts, log: createLog('silent'), rateLimits });
    };
    const ask = async (from: BoardApp, forwarded: string) => {
      const headers = { 'X-Forwarded-For': forwarded };
      const request = new Request('http://board.test/api/challenges', { method: 'POST', headers });
      return from.fetch(request, '198.51.100.7');
    };
    const direct = app(false);
    const first = await ask(direct, '192.0.2.1');
    expect(first.status).toBe(201);
    expect(first.headers.get('RateLimit-Policy')).toBe('"challenges";q=3;w=3600');
    expect(first.headers.get('RateLimit')).toMatch(/^"challenges";r=2;t=\d+$/);
    // What a client says of its address changes nothing.
    await ask(direct, '192.0.2.2');
    await ask(direct, '192.0.2.3');
    const refused = await ask(direct, '192.0.2.4');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(problemSchema.parse(JSON.parse(await refused.text()))).toMatchObject({ code: 'too-many', status: 429 });
    expect(warned).toHaveLength(1);
    // Behind a proxy it is whom the proxy names.
    const proxied = app(true);
    expect((await ask(proxied, '192.0.2.5')).status).toBe(201);
    expect((await ask(proxied, '192.0.2.5, 198.51.100.7')).status).toBe(429);
    expect((await proxied.fetch(new Request('http://board.test/healthz'))).headers.get('RateLimit')).toBeNull();
    // What has not changed is counted too, and says so.
    const matrix = 'http://board.test/api/support';
    const etag = (await direct.fetch(new Request(matrix))).headers.get('ETag') ?? '';
    const same = await direct.fetch(new Request(matrix, { headers: { 'If-None-Match': etag } }));
    expect([same.status, same.headers.get('RateLimit-Policy')]).toEqual([304, '"reads";q=60;w=60']);
    expect(same.headers.get('RateLimit')).toMatch(/^"reads";r=58;/);
    await own.stop();
  });

  test('what nobody needs any more is taken away, by one instance at a time, and nothing else', async () => {
    const { write } = database;
    await write.insertInto('suites').values({ id: 'swept' }).execute();
    const old = new Date(Date.now() - 3 * 86_400_000);
    const soon = new Date(Date.now() + 3_600_000);
    // More than one batch.
    const nonces = Array.from({ length: 1100 }, (_, index) => `old-${index}`);
    await sql`
      insert into challenges (nonce, suite_id, issued_at, expires_at)
      select nonce, 'swept', ${old}, ${old} from unnest(${nonces}::text[]) as nonce`.execute(write);
    await sql`
      insert into commitments (nonce, k, hash, stamped_at)
      select nonce, 1, 'h', ${old} from unnest(${nonces}::text[]) as nonce`.execute(write);
    await write
      .insertInto('challenges')
      .values({ nonce: 'new', suite_id: 'swept', issued_at: new Date(), expires_at: soon })
      .execute();
    await write.insertInto('commitments').values({ nonce: 'new', k: 1, hash: 'h' }).execute();
    const { id } = await write
      .insertInto('implementations')
      .values({ engine: 'tokamark', version: '1', commit: 'c', shader_hash: 's' })
      .returning('id')
      .executeTakeFirstOrThrow();
    await write
      .insertInto('devices')
      .values(['used', 'gone'].map((device) => ({ id: device, public_key: device, first_seen: old })))
      .execute();
    await write
      .insertInto('gpu_aliases')
      .values(['my gpu', 'nobody’s'].map((raw) => ({ raw, gpu_id: null, first_seen: old })))
      .execute();
    const run = {
      ...{ suite_id: 'swept', device_id: 'used', implementation_id: id, gpu_raw: 'My GPU', engine: 'tokamark' },
      ...{ modified: false, browser: 'b', os: 'o', power_source: 'mains', draw: 0.5, reasons: '[]', answer: '{}' },
      ...{ document: new Uint8Array([1]), delete_token_hash: 'h', gpu_id: null, digest: 'd' },
    };
    await write
      .insertInto('runs')
      .values([
        { ...run, id: 'waits', nonce: 'old-1', state: 'pending' as const },
        { ...run, id: 'ranked', nonce: 'old-2', state: 'ranked' as const },
      ])
      .execute();
    await write
      .insertInto('rate_limits')
      .values({ key: 'reads x', window_start: old, count: 1 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();

    const all = (await Promise.all([sweep(database), sweep(database), sweep(database)])).flatMap((one) => one ?? []);
    expect(all.length).toBeGreaterThan(0);
    expect(await sweep(database)).toMatchObject({ links: 0, challenges: 0, devices: 0, names: 0, windows: 0 });
    const left = async (table: 'challenges' | 'commitments', like: string) => {
      const rows = await write
        .selectFrom(table)
        .select('nonce')
        .where('nonce', 'like', like)
        .orderBy('nonce')
        .execute();
      return rows.map(({ nonce }) => nonce);
    };
    expect(await left('challenges', 'old-%')).toEqual(['old-1', 'old-2']);
    expect(await left('commitments', '%')).toEqual(['new']);
    expect(await left('challenges', 'new')).toEqual(['new']);
    expect((await write.selectFrom('devices').select('id').execute()).map((one) => one.id)).toEqual(['used']);
    expect((await write.selectFrom('gpu_aliases').select('raw').execute()).map(({ raw }) => raw)).toEqual(['my gpu']);
  });
});
