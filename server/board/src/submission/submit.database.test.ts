/** A run from its challenge to its place and its end, through the API, on both databases. Its figures are simulated (fixtures/). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { askOf, type Ask } from '../../test/ask';
import { DATABASES, type EmptyDatabase } from '../../test/databases';
import { givenRun } from '../../test/given-run';
import { createApp, type BoardApp } from '../api/app';
import { cohortsSchema } from '../contract/reads/cohorts';
import { createLog } from '../api/log';
import { createMetrics } from '../api/metrics';
import { checkAnswerSchema, runAnswerSchema, type RunAnswer } from '../contract/answers';
import { challengeSchema, type Challenge } from '../contract/challenge';
import { stampedSchema } from '../contract/commitment';
import { makeDeviceKey } from '../contract/device-key';
import { problemSchema } from '../contract/problem';
import { linksOf } from '../contract/chain';
import { openDatabase, type Database } from '../database/open';
import { KEY, OTHER_KEY, textOf, type Sending } from '../fixtures/sent';
import { boardSecrets, type Secrets } from './secret';

describe.each(DATABASES)('runs on $kind', ({ make }) => {
  let empty: EmptyDatabase;
  let database: Database;
  let app: BoardApp;
  let secrets: Secrets;

  beforeAll(async () => {
    empty = await make();
    database = await openDatabase(empty.config, () => undefined);
    const log = createLog('silent');
    secrets = await boardSecrets(database);
    app = createApp({ database, secrets, checkProof: () => Promise.resolve('agrees'), log, metrics: createMetrics() });
  });

  afterAll(async () => {
    await database.close();
    await empty.remove();
  });

  const ask: Ask = (...asked) => askOf(app)(...asked);

  const challenge = async (): Promise<Challenge> => {
    const { status, body } = await ask('POST', '/api/challenges', '{}');
    expect(status).toBe(201);
    return challengeSchema.parse(body);
  };

  const runOf = (seed: number, key = KEY): Promise<Sending> => givenRun(database, secrets, { device: { seed }, key });

  const send = async (sending: Sending): Promise<RunAnswer> => {
    const { status, body } = await ask('POST', '/api/runs', await textOf(sending));
    expect([status, body]).toEqual([201, expect.anything()]);
    return runAnswerSchema.parse(body);
  };

  const rows = async (table: 'runs' | 'devices' | 'cohort_members'): Promise<number> => {
    const { n } = await database.read
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return n;
  };

  const forget = async (): Promise<void> => {
    for (const table of ['runs', 'cohorts', 'devices'] as const) await database.write.deleteFrom(table).execute();
  };

  test('links are stamped in their order, each once, by the server’s clock', async () => {
    const { nonce } = await challenge();
    const path = `/api/challenges/${nonce}/commitments`;
    const [first = '', second = ''] = linksOf({ nonce, publicKey: KEY.x }, [{ measured: [] }, { measured: [] }]);
    const link = (k: number, hash: string) => JSON.stringify({ nonce, k, hash });
    const stamped = stampedSchema.parse((await ask('POST', path, link(1, first))).body);
    expect(Math.abs(Date.parse(stamped.stampedAt) - Date.now())).toBeLessThan(60_000);
    expect((await ask('POST', path, link(1, first))).body).toEqual(stamped);
    expect(problemSchema.parse((await ask('POST', path, link(1, second))).body)).toMatchObject({ status: 409 });
    expect(problemSchema.parse((await ask('POST', path, link(3, second))).body)).toMatchObject({
      code: 'not-the-next-link',
    });
    expect((await ask('POST', path, link(2, second))).status).toBe(200);
    const other = `/api/challenges/${'A'.repeat(43)}/commitments`;
    expect((await ask('POST', other, link(3, first))).status).toBe(400);
    const unknown = JSON.stringify({ nonce: 'A'.repeat(43), k: 1, hash: first });
    expect(problemSchema.parse((await ask('POST', other, unknown)).body)).toMatchObject({
      status: 404,
      code: 'no-such-challenge',
    });
  });

  test('an honest run is ranked, stored once however often it is sent, and has its place', async () => {
    const sending = await runOf(1);
    const text = await textOf(sending);
    const would = await ask('POST', '/api/runs/check', text);
    // Its proof is checked once it is stored.
    expect(checkAnswerSchema.parse(would.body)).toMatchObject({
      state: 'pending',
      reasons: [{ code: 'proof-untested' }],
    });
    expect(await rows('runs')).toBe(0);
    const answers = await Promise.all([1, 2, 3].map(() => send(sending)));
    await app.proofs.idle();
    const again = await send(sending);
    expect(new Set([...answers, again].map(({ id, deleteToken }) => `${id} ${deleteToken}`)).size).toBe(1);
    expect(again).toMatchObject({ state: 'ranked', reasons: [] });
    expect(await rows('runs')).toBe(1);
    expect(checkAnswerSchema.parse((await ask('POST', '/api/runs/check', text)).body)).toMatchObject({
      state: 'ranked',
    });
    const decode = again.figures.find(({ test: name, metric }) => name === 'tg64' && metric === 'tokensPerSecond');
    const page = cohortsSchema.parse((await ask('GET', `/api/cohorts?workload=${decode?.workloadId ?? ''}`)).body);
    expect(page.cohorts).toMatchObject([{ gpu: { id: 'rtx-4090' }, n: 1, median: decode?.median, bounds: null }]);
    expect(page.next).toBeNull();
  });

  test('a used challenge takes no other run, and not the same without its signature', async () => {
    const sending = await runOf(2);
    await send(sending);
    const other = { ...sending, declared: { gpu: 'rtx-4090', powerSource: 'battery' } };
    expect(await ask('POST', '/api/runs', await textOf(other))).toMatchObject({
      status: 409,
      body: { code: 'challenge-used' },
    });
    const unsigned = { ...z.looseObject({}).parse(JSON.parse(await textOf(sending))), signature: 'A'.repeat(86) };
    expect(await ask('POST', '/api/runs', JSON.stringify(unsigned))).toMatchObject({
      status: 422,
      body: { code: 'unsigned' },
    });
  });

  test('what was not asked for, or was changed, is refused with a reason and leaves nothing', async () => {
    await forget();
    const sending = await runOf(3);
    const foreign = {
      ...sending,
      challenge: { ...sending.challenge, promptSeed: (sending.challenge.promptSeed + 1) % 2 ** 32 },
    };
    const { status, body } = await ask('POST', '/api/runs', await textOf(foreign));
    expect([status, problemSchema.parse(body).code]).toEqual([422, 'not-our-challenge']);
    expect(await ask('POST', '/api/runs', '{"challenge":')).toMatchObject({ status: 400, body: { code: 'import' } });
    expect(await ask('POST', '/api/runs', '{}', { 'Content-Type': 'text/plain' })).toMatchObject({ status: 415 });
    expect(await rows('runs')).toBe(0);
    expect(await rows('devices')).toBe(0);
  });

  test('a device has one voice, and a cohort of five has an interval', async () => {
    await forget();
    const keys = [KEY, OTHER_KEY, ...(await Promise.all([1, 2, 3].map(() => makeDeviceKey())))];
    for (const [index, key] of keys.entries()) await send(await runOf(10 + index, key));
    const answer = await send(await runOf(20, KEY));
    const workload = answer.figures.find(({ metric }) => metric === 'tokensPerSecond')?.workloadId ?? '';
    const [cohort] = cohortsSchema.parse((await ask('GET', `/api/cohorts?workload=${workload}`)).body).cohorts;
    expect(cohort).toMatchObject({ n: 5 });
    const { low = NaN, high = NaN } = cohort?.bounds ?? {};
    expect(low).toBeLessThanOrEqual(cohort?.median ?? NaN);
    expect(high).toBeGreaterThanOrEqual(cohort?.median ?? NaN);
    const twice = await database.read
      .selectFrom('cohort_members')
      .select('runs')
      .orderBy('runs', 'desc')
      .executeTakeFirst();
    expect(twice).toEqual({ runs: 2 });
  });

  test('pages follow each other, and a page that has not changed is not sent again', async () => {
    const { id: workload } = await database.read
      .selectFrom('cohorts')
      .select('workload_id as id')
      .executeTakeFirstOrThrow();
    const gpus = Array.from({ length: 7 }, (_, index) => ({
      id: `gpu-${index}`,
      name: `GPU ${index}`,
      kind: 'desktop',
      bandwidth: null,
      source: '',
    }));
    await database.write.insertInto('gpus').values(gpus).execute();
    const cohort = { suite_id: 'tokamark-2', workload_id: workload, engine: 'tokamark', modified: false, n: 1 };
    // Two of them are alike.
    await database.write
      .insertInto('cohorts')
      .values(gpus.map(({ id }, index) => ({ ...cohort, gpu_id: id, median: Math.max(2, index) })))
      .execute();
    // One that came here, so that what is kept of before is not given out.
    await send(await runOf(21, OTHER_KEY));
    const met: string[] = [];
    for (let after = ''; ;) {
      const path = `/api/cohorts?workload=${workload}&limit=3${after === '' ? '' : `&after=${after}`}`;
      const { cohorts, next } = cohortsSchema.parse((await ask('GET', path)).body);
      met.push(...cohorts.map(({ gpu }) => gpu.id));
      if (next === null) break;
      after = next;
    }
    expect(met).toEqual(['rtx-4090', 'gpu-6', 'gpu-5', 'gpu-4', 'gpu-3', 'gpu-0', 'gpu-1', 'gpu-2']);
    const path = `/api/cohorts?workload=${workload}`;
    const tag = (await ask('GET', path)).headers.get('ETag') ?? '';
    expect((await ask('GET', path, undefined, { 'If-None-Match': tag })).status).toBe(304);
    expect(await ask('GET', `${path}&after=x`)).toMatchObject({ status: 400, body: { field: 'query.after' } });
    expect(await ask('GET', '/api/cohorts?workload=1')).toMatchObject({
      status: 400,
      body: { field: 'query.workload' },
    });
  });

  test('its owner alone deletes a run, and it counts nowhere from then on', async () => {
    await forget();
    const sending = await runOf(30);
    const { id, deleteToken } = await send(sending);
    const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
    expect((await ask('DELETE', `/api/runs/${id}`, undefined, bearer('A'.repeat(43)))).status).toBe(404);
    expect((await ask('DELETE', `/api/runs/${id}`)).status).toBe(400);
    expect((await ask('DELETE', `/api/runs/${id}`, undefined, bearer(deleteToken))).status).toBe(204);
    expect(await rows('runs')).toBe(0);
    expect(await rows('cohort_members')).toBe(0);
    expect(await database.read.selectFrom('cohorts').selectAll().where('gpu_id', '=', 'rtx-4090').execute()).toEqual(
      [],
    );
    expect(await ask('POST', '/api/runs', await textOf(sending))).toMatchObject({
      status: 410,
      body: { code: 'deleted' },
    });
  });
});
