/** A board without a socket, and runs that are sent to it as if they had been measured within the last hour. Figures are simulated. */
import { expect } from 'vitest';
import { createApp, type BoardApp } from '../src/api/app';
import { createLog } from '../src/api/log';
import { createMetrics } from '../src/api/metrics';
import { issueChallenge } from '../src/challenge/issue';
import { runAnswerSchema, type RunAnswer } from '../src/contract/answers';
import { makeDeviceKey, type KeptKey } from '../src/contract/device-key';
import type { Database } from '../src/database/open';
import { DEVICE, honestResult } from '../src/fixtures/honest-run';
import { ISSUED, sendingOf, textOf, type Sending } from '../src/fixtures/sent';
import { boardSecrets, type Secrets } from '../src/submission/secret';

export interface TestBoard {
  readonly app: BoardApp;
  readonly database: Database;
  readonly ask: (
    method: string,
    path: string,
    body?: string,
  ) => Promise<{ readonly status: number; readonly body: unknown }>;
  /** An honest run of a device. @param seed of its noise: two of one seed have the same samples */
  readonly run: (options: RunOptions) => Promise<Sending>;
  readonly send: (sending: Sending) => Promise<RunAnswer>;
}

interface RunOptions {
  readonly seed: number;
  readonly key?: KeptKey;
  readonly gpu?: string;
}

export async function testBoard(database: Database): Promise<TestBoard> {
  const secrets = await boardSecrets(database);
  const app = createApp({
    ...{ database, secrets, checkProof: () => Promise.resolve('agrees') },
    ...{ log: createLog('silent'), metrics: createMetrics() },
  });
  const ask: TestBoard['ask'] = async (method, path, body) => {
    const headers = { 'Content-Type': 'application/json' };
    const response = await app.fetch(
      new Request(`http://board.test${path}`, body === undefined ? { method } : { method, body, headers }),
    );
    const text = Buffer.from(await response.arrayBuffer()).toString();
    const answer: unknown = text === '' ? null : JSON.parse(text);
    return { status: response.status, body: answer };
  };
  return {
    ...{ app, database, ask },
    run: (options) => measured(database, secrets, options),
    send: async (sending) => {
      const { status, body } = await ask('POST', '/api/runs', await textOf(sending));
      expect([status, body]).toEqual([201, expect.anything()]);
      return runAnswerSchema.parse(body);
    },
  };
}

/** Its challenge was given out an hour ago, and its links came while it ran. */
async function measured({ write }: Database, secrets: Secrets, { seed, key, gpu }: RunOptions): Promise<Sending> {
  const issued = Date.now() - 3_600_000;
  const asked = issueChallenge({ now: new Date(issued), keys: secrets.keys });
  const { nonce, suite, issuedAt, expiresAt } = asked;
  await write
    .insertInto('suites')
    .values({ id: suite })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const times = { issued_at: new Date(issuedAt), expires_at: new Date(expiresAt) };
  await write
    .insertInto('challenges')
    .values({ nonce, suite_id: suite, ...times })
    .execute();
  const device = key ?? (await makeDeviceKey());
  const honest = sendingOf(honestResult(asked.formats, { ...DEVICE, seed }), asked, device);
  const sending = gpu === undefined ? honest : { ...honest, declared: { ...honest.declared, gpu } };
  const at = (stamp: number): Date => new Date(stamp - ISSUED + issued);
  const links = sending.stamps.map((stamp) => ({ nonce, k: stamp.k, hash: stamp.hash, stamped_at: at(stamp.at) }));
  await write.insertInto('commitments').values(links).execute();
  return sending;
}
