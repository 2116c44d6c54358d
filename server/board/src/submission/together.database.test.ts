/** Two instances on one database, and everything at once: what is left is what one after the other would have left. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askOf } from '../../test/ask';
import { DATABASES, type EmptyDatabase } from '../../test/databases';
import { givenRun } from '../../test/given-run';
import { createApp, type BoardApp } from '../api/app';
import { createLog } from '../api/log';
import { createMetrics } from '../api/metrics';
import { standingOf } from '../cohorts/basis';
import { grouped } from '../cohorts/grouped';
import { membersOf, type Member } from '../cohorts/members';
import { runAnswerSchema } from '../contract/answers';
import { makeDeviceKey } from '../contract/device-key';
import { openDatabase, type Database } from '../database/open';
import { textOf } from '../fixtures/sent';
import { boardSecrets, type Secrets } from './secret';

const RUNS = 20;
const DEVICES = 6;

describe.each(DATABASES)('instances on $kind', ({ kind, make }) => {
  let empty: EmptyDatabase;
  let databases: readonly [Database, Database];
  let apps: readonly [BoardApp, BoardApp];
  let secrets: Secrets;

  beforeAll(async () => {
    empty = await make();
    const first = await openDatabase(empty.config, () => undefined);
    // A folder has one process; there the two share what is open.
    databases = [first, kind === 'PGlite' ? first : await openDatabase(empty.config, () => undefined)];
    secrets = await boardSecrets(first);
    const log = createLog('silent');
    const of = (database: Database): BoardApp =>
      createApp({ database, secrets, checkProof: () => Promise.resolve('agrees'), log, metrics: createMetrics() });
    apps = [of(databases[0]), of(databases[1])];
  });

  afterAll(async () => {
    await Promise.all([...new Set(databases)].map((database) => database.close()));
    await empty.remove();
  });

  /** By the pure functions, of all samples that there are. */
  const expected = async (): Promise<ReadonlyMap<string, readonly Member[]>> => {
    const rows = await databases[0].read
      .selectFrom('samples')
      .innerJoin('runs', 'runs.id', 'samples.run_id')
      .innerJoin('devices', 'devices.id', 'runs.device_id')
      .select(['workload_id', 'device_id as device', 'confirmed', 'median as value', 'received_at'])
      .where('state', '=', 'ranked')
      .where('metric', '=', 'tokensPerSecond')
      .execute();
    const runs = rows.map(({ received_at, ...row }) => ({ ...row, receivedAt: received_at.getTime() }));
    return new Map([...grouped(runs, (run) => run.workload_id)].map(([id, own]) => [id, membersOf(own)]));
  };

  test('runs that are sent twice at once, and some deleted meanwhile, leave the cohorts that their samples make', async () => {
    const keys = await Promise.all(Array.from({ length: DEVICES }, () => makeDeviceKey()));
    const texts: string[] = [];
    for (let i = 0; i < RUNS; i += 1) {
      const key = keys[i % DEVICES];
      const device = { seed: 100 + i, bandwidth: (900 + 5 * i) * 1e9 };
      texts.push(await textOf(await givenRun(databases[0], secrets, { device, formats: 1, ...(key && { key }) })));
    }
    const answers = await Promise.all(
      texts.map(async (text, i) => {
        const twice = await Promise.all(apps.map((app) => askOf(app)('POST', '/api/runs', text)));
        expect(twice.map(({ status }) => status)).toEqual([201, 201]);
        const [one, other] = twice.map(({ body }) => runAnswerSchema.parse(body));
        expect([one?.id, one?.deleteToken]).toEqual([other?.id, other?.deleteToken]);
        const headers = { Authorization: `Bearer ${one?.deleteToken ?? ''}` };
        if (i % 3 > 0) return 'kept';
        const gone = await askOf(apps[i % 2 === 0 ? 0 : 1])('DELETE', `/api/runs/${one?.id ?? ''}`, undefined, headers);
        expect(gone.status).toBe(204);
        return 'deleted';
      }),
    );
    await Promise.all(apps.map(({ proofs }) => proofs.idle()));
    const { read } = databases[0];
    const runs = await read.selectFrom('runs').select(['nonce', 'state']).execute();
    expect(runs).toHaveLength(answers.filter((one) => one === 'kept').length);
    expect(new Set(runs.map(({ state }) => state))).toEqual(new Set(['ranked']));
    expect(await read.selectFrom('proofs').selectAll().execute()).toEqual([]);

    const members = await expected();
    const cohorts = await read.selectFrom('cohorts').selectAll().execute();
    expect(new Set(cohorts.map(({ workload_id }) => workload_id))).toEqual(new Set(members.keys()));
    for (const cohort of cohorts) {
      const own = members.get(cohort.workload_id) ?? [];
      const { figure, all, basis } = standingOf(own) ?? {};
      expect(cohort).toMatchObject({
        ...{
          n: figure?.n,
          median: figure?.median,
          low: figure?.bounds?.low ?? null,
          high: figure?.bounds?.high ?? null,
        },
        ...{ guarded_low: figure?.guarded?.low ?? null, guarded_high: figure?.guarded?.high ?? null, basis },
        ...{ all_median: all?.median, devices: own.length, runs: own.reduce((sum, one) => sum + one.runs, 0) },
      });
      const rows = await read
        .selectFrom('cohort_members')
        .select(['device_id as device', 'confirmed', 'value', 'runs'])
        .where('cohort_id', '=', cohort.id)
        .execute();
      expect(rows.toSorted((a, b) => (a.device < b.device ? -1 : 1))).toEqual(own);
    }
    expect(members.size).toBeGreaterThan(4);

    const counted = await read
      .selectFrom('counted_runs')
      .innerJoin('devices', 'devices.id', 'device_id')
      .innerJoin('workloads', 'workloads.suite_id', 'counted_runs.suite_id')
      .leftJoin('samples', (on) =>
        on
          .onRef('samples.run_id', '=', 'counted_runs.run_id')
          .onRef('samples.workload_id', '=', 'workloads.id')
          .on('metric', '=', 'tokensPerSecond'),
      )
      .select([
        'counted_runs.run_id',
        'medians',
        'number',
        'median',
        'counted_runs.confirmed',
        'devices.confirmed as is',
      ])
      .execute();
    expect(new Set(counted.map(({ run_id }) => run_id)).size).toBe(runs.length);
    for (const row of counted) {
      expect(row.medians[2 * row.number - 2] ?? null).toBe(row.median);
      expect(row.confirmed).toBe(row.is);
    }
  });
});
