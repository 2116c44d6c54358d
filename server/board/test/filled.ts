/** Rows as runs would have left them, without their documents: for tests of what is read. All figures are invented. */
import { SUITE } from '../../../src/benchmark/suite/suite';
import type { Database } from '../src/database/open';
import type { RunState } from '../src/contract/answers';
import { rankedWorkloads } from '../src/reads/known';
import { addToCohorts } from '../src/submission/cohort-rows';
import { setCounted } from '../src/submission/counted-rows';

export interface FilledRun {
  readonly device: string;
  readonly gpu: string;
  readonly browser: string;
  readonly os: string;
  readonly receivedAt: Date;
  readonly state: RunState;
  /** By test and format, as `tg64 int4`; with n samples around each. */
  readonly speeds: Readonly<Record<string, number>>;
  /** Joules per token of each of them, by rung, of the GPU alone. */
  readonly joules: Readonly<Record<string, number>>;
  /** Null: it ran to its end. */
  readonly code: string | null;
}

const RUN: FilledRun = {
  ...{ device: 'device', gpu: 'rtx-4090', browser: 'Chrome 156', os: 'Windows', state: 'ranked', code: null },
  ...{ receivedAt: new Date('2026-11-20T12:00:00Z'), speeds: { 'tg64 int4': 100 }, joules: {} },
};

export const workloadId = (name: string): string => {
  const found = rankedWorkloads().find(({ test, format }) => `${test} ${format}` === name);
  if (found === undefined) throw new RangeError(`${name} is not ranked`);
  return found.id;
};

/** Twenty-two letters, as ids of runs are. */
export const runId = (number: number): string => `${String(number).padStart(21, '0')}A`;

export async function prepare({ write }: Database, gpus: readonly string[]): Promise<void> {
  await write.insertInto('suites').values({ id: SUITE }).execute();
  await write
    .insertInto('workloads')
    .values(
      rankedWorkloads().map(({ id, format, phase, tokens, depth, batch, delivery, shape }) => ({
        ...{ id, suite_id: SUITE, format, phase, tokens, depth, batch, delivery, shape },
      })),
    )
    .execute();
  await write
    .insertInto('gpus')
    .values(gpus.map((id) => ({ id, name: `=${id}`, kind: 'desktop', bandwidth: 1000, source: 'a test' })))
    .execute();
  await write
    .insertInto('implementations')
    .values({ engine: 'tokamark', version: '1.0.0', commit: 'abc', shader_hash: 'def' })
    .execute();
}

/** @param number makes its id */
export function addRun({ write }: Database, number: number, over: Partial<FilledRun>): Promise<void> {
  const run = { ...RUN, ...over };
  const id = runId(number);
  return write.transaction().execute(async (transaction) => {
    const { draw } = await transaction
      .insertInto('devices')
      .values({ id: run.device, public_key: run.device, gpu_id: run.gpu })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ gpu_id: run.gpu }))
      .returning('draw')
      .executeTakeFirstOrThrow();
    const verdict = run.state === 'quarantined' ? 'quarantine' : 'practice';
    const reasons = run.state === 'ranked' ? [] : [{ code: 'c', says: 's', remedy: 'r', found: 'f', verdict }];
    const heard = run.state === 'quarantined' ? 'ranked' : run.state;
    await transaction
      .insertInto('runs')
      .values({
        ...{ id, nonce: id, digest: id, suite_id: SUITE, device_id: run.device, implementation_id: 1 },
        ...{ gpu_raw: run.gpu, gpu_id: run.gpu, engine: 'tokamark', modified: false, browser: run.browser },
        ...{ os: run.os, power_source: 'mains', draw, state: run.state, reasons: JSON.stringify(reasons) },
        ...{ received_at: run.receivedAt, document: new Uint8Array(), delete_token_hash: id },
        answer: JSON.stringify({ state: heard, reasons: [], figures: [] }),
        about: JSON.stringify({
          ...{ startedAt: run.receivedAt.toISOString(), adapter: 'an adapter', software: false },
          ...{ profile: 'standard', receipt: 'a receipt' },
        }),
      })
      .execute();
    const of = { run_id: id };
    const names = Object.keys(run.speeds);
    for (const [name, median] of Object.entries(run.speeds)) {
      const figure = { values: [0.99 * median, median, 1.01 * median], low: 0.99 * median, high: 1.01 * median };
      const key = { ...of, workload_id: workloadId(name) };
      await transaction
        .insertInto('samples')
        .values({ ...key, metric: 'tokensPerSecond', median, ...figure })
        .execute();
      const first = { values: [512 / median], median: 512 / median, low: 512 / median, high: 512 / median };
      if (name.startsWith('pp')) {
        await transaction
          .insertInto('samples')
          .values({ ...key, metric: 'ttftSeconds', ...first })
          .execute();
      }
      for (const [rung, mid] of Object.entries(run.joules)) {
        await transaction
          .insertInto('energy')
          .values({ ...key, draw, rung, boundary: 'gpu', low: 0.9 * mid, mid, high: 1.1 * mid })
          .execute();
      }
    }
    await transaction
      .insertInto('support')
      .values({ run_id: id, format: 'int4', browser: run.browser, gpu_family: run.gpu, code: run.code })
      .execute();
    if (run.state !== 'ranked') return;
    await setCounted(transaction, id);
    const key = { suite: SUITE, gpu: run.gpu, engine: 'tokamark', modified: false, device: run.device };
    await addToCohorts(transaction, { ...key, workloads: names.map(workloadId) });
  });
}
