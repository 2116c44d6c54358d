/**
 * A whole honest run for a board, nothing of it played: the command, the engine on Dawn, the client, and the board's own code on a database. The
 * board finds nothing against it but that a software adapter did the work, and that such a one measures smaller workloads than are ranked.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { createApp } from '../../server/board/src/api/app';
import { createLog } from '../../server/board/src/api/log';
import { createMetrics } from '../../server/board/src/api/metrics';
import { boardClient } from '../../server/board/src/client/board-client';
import type { Challenge } from '../../server/board/src/contract/challenge';
import { readSubmission } from '../../server/board/src/contract/submission';
import { openDatabase, type Database } from '../../server/board/src/database/open';
import { deltaOf } from '../../server/board/src/proof/allowed';
import { ProofReference } from '../../server/board/src/proof/reference';
import { verdictOf } from '../../server/board/src/proof/verdict';
import { boardSecrets } from '../../server/board/src/submission/secret';
import { SEEDED_RULE } from '../../src/benchmark/workload';
import { keyFile } from '../../src/cli/board/key-file';
import { keptSubmissions } from '../../src/cli/board/kept-submissions';
import { outside, tokamark } from '../../src/cli/fixtures/scripted-host';
import { openModelWeights } from '../../src/model/files/folder';
import { importResult } from '../../src/report/import/import-result';
import { engineOn, fable } from '../fixtures/engine';

const BOARD = 'http://board.test/';
/** A run of a few seconds on a processor. */
const SHORT = [
  ...['--shape', 'Fable', '--formats', 'fp16,int4', '--prompt', '128', '--generate', '32', '--repetitions', '5'],
  ...['--delivery', 'streamed', '--line', 'none', '--no-tune', '--no-roofs', '--no-waterfall', '--no-fidelity'],
];

const folder = mkdtempSync(join(tmpdir(), 'tokamark-board-run-'));
let database: Database;
let reference: ProofReference;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  database = await openDatabase({ kind: 'pglite', folder: join(folder, 'data') }, () => undefined);
  reference = await ProofReference.open(await openModelWeights(await fable()));
  app = createApp({
    ...{ database, secrets: await boardSecrets(database), log: createLog('silent'), metrics: createMetrics() },
    checkProof: (asked, tokens) => Promise.resolve(isOfModel(asked, tokens) ? 'agrees' : 'differs'),
  });
});

const isOfModel = ({ format, seed }: Pick<Challenge['proof'], 'format' | 'seed'>, tokens: readonly number[]): boolean =>
  verdictOf(reference.gaps(format, seed, tokens), deltaOf(format)).accepted;

afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

it('an honest run of the command ends as practice for its adapter alone, and is gone once it is deleted', async () => {
  const { engine } = engineOn();
  const time = {
    now: () => performance.now() / 1000,
    wait: (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, 1000 * seconds)),
  };
  const kept = keptSubmissions(join(folder, 'kept'));
  const around = () =>
    outside({
      change: {
        gpus: { openEngine: () => Promise.resolve(engine) },
        files: { openFable: fable },
        board: {
          ...{ usual: BOARD, time, kept, keys: keyFile(join(folder, 'config')) },
          client: (address) =>
            boardClient({ ...time, address, fetch: async (url, init) => app.fetch(new Request(url, init)) }),
          powerSource: () => Promise.resolve('mains' as const),
          confirm: () => Promise.resolve(true),
        },
      },
    });
  const { code, stdout, stderr } = await tokamark(['submit', ...SHORT], around());
  expect(code, stderr.slice(-1500)).toBe(0);
  expect(stdout).toContain('It is practice');
  expect(stdout).toMatch(/\| Fable +\| INT4 +\| tg32 /);

  const own = (await kept.list()).at(-1);
  const id = own?.about.sent?.id ?? '';
  const stored = database.read.selectFrom('runs').select(['state', 'reasons']).where('id', '=', id);
  const run = await stored.executeTakeFirst();
  const reasons = z.array(z.object({ code: z.string(), found: z.string() })).parse(run?.reasons);
  expect(
    reasons.map(({ code: reason }) => reason),
    reasons.map(({ found }) => found).join(),
  ).toEqual(['software-adapter', 'not-ranked']);
  expect(run?.state).toBe('practice');

  const { submission } = readSubmission(own === undefined ? '' : await kept.textOf(own));
  const result = importResult(JSON.stringify(submission.result));
  expect(result.suite.promptSeed).toBe(submission.challenge.promptSeed);
  expect(result.results.map(({ workload }) => workload.prompt.rule)).toEqual(Array(4).fill(SEEDED_RULE));
  expect(result.receipt?.workloadIds).toEqual(result.results.map(({ workloadId }) => workloadId).sort());
  // The board asks it only of a run that could be ranked.
  expect(isOfModel(submission.challenge.proof, submission.proof?.tokens ?? [])).toBe(true);
  expect(submission.blocks.flatMap(({ measured }) => measured).length).toBeGreaterThanOrEqual(20);

  expect((await tokamark(['submit', '--delete', id], around())).code).toBe(0);
  expect(await stored.execute()).toEqual([]);
});
