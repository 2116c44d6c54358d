/** What storing alone does at most: runs that were read and judged before, each in its transaction, committed one by one. No HTTP, no gates. */
import { randomBytes } from 'node:crypto';
import { loadTables } from '../../../src/energy/tables';
import type { Config } from '../../../server/board/src/config';
import { openDatabase, type Database } from '../../../server/board/src/database/open';
import { answerOf } from '../../../server/board/src/gates/list';
import { meet } from '../../../server/board/src/submission/meet';
import { energyRows } from '../../../server/board/src/submission/energy-rows';
import { boardSecrets, type Secrets } from '../../../server/board/src/submission/secret';
import type { NewRun } from '../../../server/board/src/submission/run-rows';
import { storeRun } from '../../../server/board/src/submission/store';
import { storedDocument } from '../../../server/board/src/submission/stored-document';
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

async function judgedRun(database: Database, secrets: Secrets, { body }: Prepared): Promise<NewRun> {
  const met = await meet(body.toString(), { database, secrets });
  if (!('sent' in met) || met.sent === null) throw new Error('A submission of the bench is no run that can be stored.');
  const { decision } = met;
  const { read, run } = met.sent;
  return {
    ...{ id: randomBytes(16).toString('base64url'), deleteTokenHash: randomBytes(32).toString('base64url') },
    ...{ read, run, decision, answer: answerOf(decision) },
    document: await storedDocument(read.submission, run.result),
    energy: energyRows(run.result, run.gpu.preset, await loadTables()),
  };
}
