/** What a submission costs, what of it is kept, and what becomes of it once its proof has been checked, on both databases. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { askOf, type Ask } from '../../test/ask';
import { DATABASES, type EmptyDatabase } from '../../test/databases';
import { givenRun, hearLinks } from '../../test/given-run';
import { createApp, type BoardApp } from '../api/app';
import { createLog } from '../api/log';
import { createMetrics } from '../api/metrics';
import { checkAnswerSchema, runAnswerSchema, type RunAnswer } from '../contract/answers';
import { openDatabase, type Database } from '../database/open';
import { ownerOf, ranOf } from '../fixtures/forge';
import { chainOf, KEY, sendingOf, textOf, type Sending } from '../fixtures/sent';
import type { ProofVerdict } from '../gates/gate';
import { importedResult } from '../gates/import';
import { boardSecrets, type Secrets } from './secret';
import { readStored } from './stored-document';

describe.each(DATABASES)('a submission on $kind', ({ make }) => {
  let empty: EmptyDatabase;
  let database: Database;
  let secrets: Secrets;
  let app: BoardApp;
  /** What the check of a proof says, and how often it was asked. */
  let verdict: ProofVerdict | Error;
  let checks: number;

  const instance = (): BoardApp =>
    createApp({
      ...{ database, secrets, log: createLog('silent'), metrics: createMetrics() },
      checkProof: () => {
        checks += 1;
        return verdict instanceof Error ? Promise.reject(verdict) : Promise.resolve(verdict);
      },
    });

  beforeAll(async () => {
    empty = await make();
    database = await openDatabase(empty.config, () => undefined);
    secrets = await boardSecrets(database);
    app = instance();
  });

  beforeEach(async () => {
    [verdict, checks] = ['agrees', 0];
    for (const table of ['runs', 'sample_digests', 'cohorts', 'devices', 'gpu_aliases'] as const) {
      await database.write.deleteFrom(table).execute();
    }
  });

  afterAll(async () => {
    await database.close();
    await empty.remove();
  });

  const ask: Ask = (...asked) => askOf(app)(...asked);
  const given = (seed: number): Promise<Sending> =>
    givenRun(database, secrets, { device: { seed }, key: KEY, formats: 1 });
  const send = async (sending: Sending): Promise<RunAnswer> => {
    const { status, body } = await ask('POST', '/api/runs', await textOf(sending));
    expect([status, body]).toEqual([201, expect.anything()]);
    return runAnswerSchema.parse(body);
  };
  const remove = async ({ id, deleteToken }: RunAnswer): Promise<void> => {
    const headers = { Authorization: `Bearer ${deleteToken}` };
    expect((await ask('DELETE', `/api/runs/${id}`, undefined, headers)).status).toBe(204);
  };
  const kept = (id: string) =>
    database.read.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const cohorts = () => database.read.selectFrom('cohorts').select(['id', 'n', 'warning']).execute();

  test('that is refused, or is only asked about, costs no check of a proof, and one that is stored costs one', async () => {
    const sending = await given(1);
    const text = await textOf(sending);
    for (let i = 0; i < 3; i += 1) expect((await ask('POST', '/api/runs/check', text)).status).toBe(200);
    const forged = { ...sending, challenge: { ...sending.challenge, nonce: 'A'.repeat(43) } };
    // Nothing else of it is looked at: what is not there is not missed.
    const foreign = JSON.stringify({ challenge: forged.challenge });
    expect(await ask('POST', '/api/runs', foreign)).toMatchObject({ status: 422, body: { code: 'not-our-challenge' } });
    expect(await ask('POST', '/api/runs/check', foreign)).toMatchObject({ status: 200, body: { state: 'rejected' } });
    const unproven = { ...sending, proof: { tokens: Array.from({ length: 32 }, () => 1) } };
    expect(await ask('POST', '/api/runs', await textOf(unproven))).toMatchObject({ status: 422 });
    expect(checks).toBe(0);
    expect(await send(sending)).toMatchObject({ state: 'ranked', reasons: [] });
    await send(sending);
    expect(checks).toBe(1);
  });

  test('is pending until its proof has been checked, by whichever instance comes to it', async () => {
    verdict = 'untested';
    const sending = await given(2);
    const answer = await send(sending);
    expect(answer).toMatchObject({ state: 'pending', reasons: [{ code: 'proof-untested' }] });
    expect(await cohorts()).toEqual([]);
    // It was not settled: for a while it is this instance's.
    const other = instance();
    other.proofs.wake();
    await other.proofs.idle();
    expect(checks).toBe(1);
    await database.write
      .updateTable('proofs')
      .set({ next_at: new Date(0) })
      .execute();
    verdict = new Error('the thread ended');
    other.proofs.wake();
    await other.proofs.idle();
    await database.write
      .updateTable('proofs')
      .set({ next_at: new Date(0) })
      .execute();
    verdict = 'agrees';
    other.proofs.wake();
    await other.proofs.idle();
    expect(checks).toBe(3);
    expect((await kept(answer.id)).state).toBe('ranked');
    expect(await send(sending)).toEqual({ ...answer, state: 'ranked', reasons: [] });
    expect((await cohorts()).every(({ n }) => n === 1)).toBe(true);
    expect(await database.read.selectFrom('proofs').selectAll().execute()).toEqual([]);
  });

  test('with a proof of another model is ranked nowhere', async () => {
    verdict = 'differs';
    const { id } = await send(await given(3));
    expect((await kept(id)).state).not.toBe('ranked');
    expect(await cohorts()).toEqual([]);
  });

  test('that was deleted while its proof waited is gone, and is checked no more', async () => {
    verdict = 'untested';
    await remove(await send(await given(4)));
    await database.write
      .updateTable('proofs')
      .set({ next_at: new Date(0) })
      .execute();
    app.proofs.wake();
    await app.proofs.idle();
    expect([checks, await cohorts()]).toEqual([1, []]);
  });

  test('is kept without what would let another answer for it, and can be judged again', async () => {
    const sending = await given(5);
    const text = await textOf(sending);
    const { id } = await send(sending);
    const { signature } = z.looseObject({ signature: z.string() }).parse(JSON.parse(text));
    const { mac } = sending.challenge;
    const openapi = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
    const { paths } = openapi.parse((await ask('GET', '/api/openapi.json')).body);
    const gets = Object.entries(paths).flatMap(([path, methods]) => ('get' in methods ? [path] : []));
    const ids = { '{id}': id, '{nonce}': sending.challenge.nonce };
    for (const path of gets) {
      const full = Object.entries(ids).reduce((made, [name, value]) => made.replace(name, value), path);
      const answer = await ask('GET', full);
      for (const secret of [signature, mac]) expect([path, answer.text.includes(secret)]).toEqual([path, false]);
    }
    const run = await kept(id);
    const document = readStored(run.document);
    expect(JSON.stringify(document)).not.toMatch(/"(signature|mac|keyId)"/);
    expect(JSON.stringify({ ...run, document: null })).not.toContain(signature);
    expect(importedResult(document)).toHaveProperty('result.results.length', sending.result.results.length);
    expect(run.stamps).toHaveLength(sending.blocks.length);
    const samples = await database.read.selectFrom('samples').selectAll().where('run_id', '=', id).execute();
    for (const { metric, median, outside_low: low } of samples) {
      if (metric === 'tokensPerSecond') expect(low).toBeLessThan(median);
      else expect(low).toBeNull();
    }
  });

  test('that loses its challenge to another writes nothing at all', async () => {
    const sending = await given(6);
    const other = { ...sending, declared: { gpu: 'rtx-4090', powerSource: 'mains', machineName: 'other' } };
    const sent = await Promise.all([sending, other].map((one) => textOf(one)));
    const statuses = (await Promise.all(sent.map((text) => ask('POST', '/api/runs', text)))).map(
      ({ status }) => status,
    );
    expect(statuses.toSorted()).toEqual([201, 409]);
    const devices = await database.read.selectFrom('devices').select('machine_name').execute();
    expect(devices).toEqual([{ machine_name: statuses[0] === 201 ? null : 'other' }]);
    await app.proofs.idle();
  });

  test('puts a name on the operator’s list only where it waits for it, whatever its case', async () => {
    const named = async (seed: number, gpu: string) =>
      send({ ...(await given(seed)), declared: { gpu, powerSource: 'mains' } });
    expect(await named(7, 'RTX 9090 Ti')).toMatchObject({ state: 'pending', reasons: [{ code: 'unknown-gpu' }] });
    await named(8, 'rtx 9090 TI');
    await named(9, 'GeForce RTX 4090');
    const aliases = await database.read.selectFrom('gpu_aliases').select(['raw', 'gpu_id']).execute();
    expect(aliases).toEqual([{ raw: 'rtx 9090 ti', gpu_id: null }]);
    await database.write.updateTable('gpu_aliases').set({ gpu_id: 'rtx-4090' }).execute();
    expect(await named(10, 'RTX 9090 ti')).toMatchObject({ state: 'ranked' });
  });

  test('leaves the operator’s warning at its cohort when it goes, and its samples known', async () => {
    const sending = await given(11);
    const answer = await send(sending);
    const [first] = await cohorts();
    await database.write
      .updateTable('cohorts')
      .set({ warning: 'looked at' })
      .where('id', '=', first?.id ?? 0)
      .execute();
    await remove(answer);
    expect(await cohorts()).toEqual([{ id: first?.id, n: 0, warning: 'looked at' }]);
    const copy = await given(12);
    const played = sendingOf(ranOf(sending.result), copy.challenge);
    await hearLinks(database, played);
    const { id } = await send(played);
    expect((await kept(id)).state).toBe('quarantined');
    // Whoever sent it hears of none of it.
    expect(await send(played)).toMatchObject({ state: 'ranked', reasons: [] });
  });

  test('with numbers or texts that no column holds is refused by their field', async () => {
    const sending = await given(13);
    const [first, ...others] = sending.result.results;
    if (first === undefined) throw new Error('no entry');
    const { engine } = sending.result;
    const changed = [
      { results: [{ ...first, tokens: 2 ** 40 }, ...others] },
      { results: [{ ...first, test: 'x'.repeat(200) }, ...others] },
      { engine: { ...engine, version: 'v'.repeat(20_000) } },
      { environment: { ...sending.result.environment, operatingSystem: 'o'.repeat(20_000) } },
    ];
    for (const over of changed) {
      const text = await textOf({ ...sending, result: { ...sending.result, ...over } });
      for (const path of ['/api/runs', '/api/runs/check']) {
        expect(await ask('POST', path, text)).toMatchObject({ status: 400, body: { code: 'import' } });
      }
    }
    const other = {
      ...sending,
      result: { ...sending.result, environment: { ...sending.result.environment, name: '<b>' } },
    };
    const { id } = await send(other);
    expect((await kept(id)).browser).toBe('other');
  });

  test('of a run that failed counts only where the board had heard that it began', async () => {
    const sending = await given(14);
    const failure = { code: 'device-lost', step: null, message: 'lost', where: '', remedy: 'r' } as const;
    const result = { ...sending.result, status: 'failed' as const, failure, results: [], latency: null };
    const { blocks } = chainOf({ timed: [], result }, ownerOf(sending));
    const cut = { ...sending, result: { ...result, elapsedSeconds: 12 }, proof: null, blocks: blocks.slice(0, 1) };
    await database.write
      .deleteFrom('commitments')
      .where('nonce', '=', sending.challenge.nonce)
      .where('k', '>', 1)
      .execute();
    const would = checkAnswerSchema.parse((await ask('POST', '/api/runs/check', await textOf(cut))).body);
    expect(would.state).toBe('failed');
    await database.write.deleteFrom('commitments').where('nonce', '=', sending.challenge.nonce).execute();
    expect(await ask('POST', '/api/runs', await textOf(cut))).toMatchObject({ status: 422, body: { code: 'no-link' } });
  });
});
