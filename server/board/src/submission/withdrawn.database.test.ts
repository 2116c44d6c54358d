/** Runs of a suite that is withdrawn between their challenge and their ranking, on both databases: they are practice, and nothing is added to it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { SUITE } from '../../../../src/benchmark/suite/suite';
import { askOf, type Ask } from '../../test/ask';
import { DATABASES, type EmptyDatabase } from '../../test/databases';
import { givenRun } from '../../test/given-run';
import { createApp } from '../api/app';
import { createLog } from '../api/log';
import { createMetrics } from '../api/metrics';
import { runAnswerSchema, type RunAnswer } from '../contract/answers';
import { openDatabase, type Database } from '../database/open';
import { textOf } from '../fixtures/sent';
import type { ProofVerdict } from '../gates/gate';
import { carryOut, type Act } from '../operator/act';
import { withdrawSuite } from '../operator/marks';
import { aliasGpu, nameGpu } from '../operator/names';
import { acceptRun, rejectRun } from '../operator/review';
import { settleRun } from './proof-queue';
import { boardSecrets, type Secrets } from './secret';

/** As fast as the one that it is in truth. */
const TWIN = {
  id: 'twin',
  name: 'Twin',
  kind: 'desktop',
  vendor: 'nvidia',
  bandwidth: 1008,
  source: 'a test',
} as const;

const PRACTICE = { state: 'practice', reasons: [{ code: 'suite-withdrawn' }] };

describe.each(DATABASES)('a run of a suite that is withdrawn on $kind', ({ kind, make }) => {
  let empty: EmptyDatabase;
  let database: Database;
  let secrets: Secrets;
  let ask: Ask;
  let verdict: ProofVerdict;
  let checks: number;

  beforeAll(async () => {
    empty = await make();
    database = await openDatabase(empty.config, () => undefined);
    secrets = await boardSecrets(database);
    const checkProof = (): Promise<ProofVerdict> => {
      checks += 1;
      return Promise.resolve(verdict);
    };
    await carryOut(database, 'ada', nameGpu(TWIN));
    ask = askOf(createApp({ database, secrets, checkProof, log: createLog('silent'), metrics: createMetrics() }));
  });

  beforeEach(async () => {
    [verdict, checks] = ['agrees', 0];
    for (const table of ['runs', 'sample_digests', 'cohorts', 'devices', 'gpu_aliases'] as const) {
      await database.write.deleteFrom(table).execute();
    }
    await database.write.updateTable('suites').set({ withdrawn_at: null, withdrawn_why: null }).execute();
  });

  afterAll(async () => {
    await database.close();
    await empty.remove();
  });

  const act = (of: Act): Promise<object> => carryOut(database, 'ada', of);
  const withdraw = (): Promise<object> => act(withdrawSuite(SUITE, 'weights were changed'));
  const given = async (seed: number, gpu = 'rtx-4090'): Promise<string> => {
    const sending = await givenRun(database, secrets, { device: { seed }, formats: 1 });
    return textOf({ ...sending, declared: { ...sending.declared, gpu } });
  };
  const send = async (text: string): Promise<RunAnswer> => {
    const { status, body } = await ask('POST', '/api/runs', text);
    expect([status, body]).toEqual([201, expect.anything()]);
    return runAnswerSchema.parse(body);
  };
  const page = async (id: string) => (await ask('GET', `/api/runs/${id}`)).body;
  const cohorts = () => database.read.selectFrom('cohorts').select('n').where('n', '>', 0).execute();

  test('before it is sent is practice, and its proof is not looked at', async () => {
    const text = await given(1);
    await withdraw();
    expect((await ask('POST', '/api/runs/check', text)).body).toMatchObject(PRACTICE);
    const answer = await send(text);
    expect(answer).toMatchObject(PRACTICE);
    expect(await page(answer.id)).toMatchObject(PRACTICE);
    expect([checks, await cohorts()]).toEqual([0, []]);
  });

  test('while its proof waits is practice once that has been checked, as its sender hears who sends it again', async () => {
    verdict = 'untested';
    const text = await given(2);
    const { id, state } = await send(text);
    expect(state).toBe('pending');
    await withdraw();
    await settleRun(database, id, 'agrees');
    expect(await page(id)).toMatchObject(PRACTICE);
    expect(await send(text)).toMatchObject({ id, ...PRACTICE });
    expect(await cohorts()).toEqual([]);
  });

  test('at the moment at which it is settled waits for that, and is seen', async () => {
    verdict = 'untested';
    const { id } = await send(await given(3));
    const waiting = async (): Promise<number> => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::integer as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(database.read);
      return rows[0]?.count ?? 0;
    };
    const { settled } = await database.write.transaction().execute(async (transaction) => {
      await withdrawSuite(SUITE, 'weights were changed').work(transaction);
      const begun = settleRun(database, id, 'agrees');
      // PGlite's one connection makes it wait without a lock.
      if (kind === 'PostgreSQL') await expect.poll(waiting, { timeout: 30_000 }).toBe(1);
      return { settled: begun };
    });
    await settled;
    expect(await page(id)).toMatchObject(PRACTICE);
    expect(await cohorts()).toEqual([]);
  });

  test('is neither accepted into it nor ranked by a name for its GPU; what counted there stays', async () => {
    const ranked = await send(await given(4));
    const rejected = await send(await given(5));
    const nameless = await send(await given(6, 'Named late'));
    const before = await send(await given(7, 'Named before'));
    await act(aliasGpu('Named before', TWIN.id));
    await act(rejectRun(rejected.id, 'a doubt'));
    await withdraw();
    await expect(act(acceptRun(rejected.id, 'none after all'))).rejects.toMatchObject({
      message: `The suite ${SUITE} was withdrawn, and nothing is added to it any more.`,
    });
    expect(await act(aliasGpu('Named late', 'rtx-4090'))).toMatchObject({ runs: { practice: 1 } });
    expect(await page(nameless.id)).toMatchObject(PRACTICE);
    expect(await act(aliasGpu('Named before', 'rtx-4090'))).toMatchObject({ runs: { ranked: 1 } });
    for (const { id } of [ranked, before]) expect(await page(id)).toMatchObject({ state: 'ranked', reasons: [] });
  });

  test('in quarantine looks as ranked as before when its GPU gets another name, and counts as little', async () => {
    const text = await given(8, 'Named twice');
    await send(text);
    const copy = await send(await given(8, 'Named twice'));
    await act(aliasGpu('Named twice', TWIN.id));
    const heard = await page(copy.id);
    expect(heard).toMatchObject({ state: 'ranked', reasons: [] });
    await withdraw();
    expect(await act(aliasGpu('Named twice', 'rtx-4090'))).toMatchObject({ runs: { ranked: 1, quarantined: 1 } });
    expect(await page(copy.id)).toMatchObject({ state: 'ranked', reasons: [] });
  });
});
