/** What storing alone does at most: runs that were read and judged before, each in its transaction, committed one by one. No HTTP, no gates. */
import { randomBytes } from 'node:crypto';
import { loadTables } from '../../../src/energy/tables';
import { loadCatalogue } from '../../../src/hardware/catalogue';
import type { Config } from '../../../server/board/src/config';
import { readSubmission } from '../../../server/board/src/contract/submission';
import { openDatabase, type Database } from '../../../server/board/src/database/open';
import { answerOf } from '../../../server/board/src/gates/list';
import { judge } from '../../../server/board/src/gates/judge';
import { stampsOf } from '../../../server/board/src/submission/challenges';
import { energyRows } from '../../../server/board/src/submission/energy-rows';
import { boardSecrets, type Secrets } from '../../../server/board/src/submission/secret';
import { storeRun, type NewRun } from '../../../server/board/src/submission/store';
import { table } from '../markdown';
import type { Prepared } from '../submissions';
import { closedLoop } from './closed-loop';
import { countsOf, perSecond } from './told';
import { showTimes, timesOf } from './times';

export interface WritePathOptions {
  readonly seconds: number;
  readonly writers: number;
  readonly next: () => Prepared | null;
}

export async function* writePath(
  config: Config['database'],
  { seconds, writers, next }: WritePathOptions,
): AsyncGenerator<string> {
  const database = await openDatabase(config, () => undefined);
  try {
    const secrets = await boardSecrets(database);
    const judged: NewRun[] = [];
    for (let prepared = next(); prepared !== null; prepared = next()) {
      judged.push(await judgedRun(database, secrets, prepared));
    }
    let stored = 0;
    const states = judged.map(({ decision }) => decision.state);
    const done = await closedLoop(writers, seconds, () => {
      const run = judged.pop();
      return run === undefined ? null : storeRun(database, run).then((isNew) => (stored += isNew ? 1 : 0));
    });
    yield table(
      `Most runs committed by the database's part alone, judged before: ${writers} at once`,
      ['per second', 'n', 'p50', 'p99', 'max', 'states'],
      [
        [
          ...[perSecond({ ...done, count: stored }), ...showTimes(timesOf(done.milliseconds))],
          countsOf(states.slice(judged.length)),
        ],
      ],
    );
  } finally {
    await database.close();
  }
}

async function judgedRun(database: Database, { keys }: Secrets, { body }: Prepared): Promise<NewRun> {
  const text = body.toString();
  const read = readSubmission(text);
  const { decision, run } = await judge(read, {
    ...{ keys, catalogue: await loadCatalogue(), aliases: new Map(), receivedAt: Date.now() },
    stampsOf: (nonce) => stampsOf(database, nonce),
    copiedAmong: () => Promise.resolve(new Set()),
    check: () => Promise.resolve('agrees'),
  });
  if (run === null) throw new Error('A submission of the bench is no result.');
  const energy = energyRows(run.result, run.gpu.preset, await loadTables());
  const [id, deleteTokenHash] = [randomBytes(16).toString('base64url'), randomBytes(32).toString('base64url')];
  return { id, read, run, text, decision, answer: answerOf(decision), deleteTokenHash, energy };
}
