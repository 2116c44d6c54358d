/** A board without a socket, and runs that are sent to it as if they had been measured within the last hour. Figures are simulated. */
import { expect } from 'vitest';
import { createApp, type BoardApp } from '../src/api/app';
import { createLog } from '../src/api/log';
import { createMetrics } from '../src/api/metrics';
import { runAnswerSchema, type RunAnswer } from '../src/contract/answers';
import { makeDeviceKey, type KeptKey } from '../src/contract/device-key';
import type { Database } from '../src/database/open';
import { textOf, type Sending } from '../src/fixtures/sent';
import { boardSecrets } from '../src/submission/secret';
import { askOf, type Ask } from './ask';
import { givenRun } from './given-run';

export interface TestBoard {
  readonly app: BoardApp;
  readonly database: Database;
  readonly ask: Ask;
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
  const ask = askOf(app);
  return {
    ...{ app, database, ask },
    run: async ({ seed, key, gpu }) => {
      const honest = await givenRun(database, secrets, { device: { seed }, key: key ?? (await makeDeviceKey()) });
      return gpu === undefined ? honest : { ...honest, declared: { ...honest.declared, gpu } };
    },
    send: async (sending) => {
      const { status, body } = await ask('POST', '/api/runs', await textOf(sending));
      expect([status, body]).toEqual([201, expect.anything()]);
      return runAnswerSchema.parse(body);
    },
  };
}
