/** What storing alone does at most: runs that were read and judged before, each in its transaction, committed one by one. No HTTP, no gates. */
import { randomBytes } from 'node:crypto';
import type { Config } from '../../../server/board/src/config';
import { openDatabase, type Database } from '../../../server/board/src/database/open';
import { judgesHere } from '../../../server/board/src/judging/judges';
import { meet, type JudgedNow } from '../../../server/board/src/submission/meet';
import { boardSecrets, type Secrets } from '../../../server/board/src/submission/secret';
import { storeRun } from '../../../server/board/src/submission/store';
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
    const judged: Storable[] = [];
    for (let prepared = next(); prepared !== null; prepared = next()) {
      judged.push(await judgedRun(database, secrets, prepared));
    }
    let stored = 0;
    const states = judged.map(({ answer }) => answer.state);
    const done = await closedLoop(writers, seconds, () => {
      const next = judged.pop();
      return next === undefined ? null : storeRun(database, next.run).then((isNew) => (stored += isNew ? 1 : 0));
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

type Storable = Pick<JudgedNow, 'answer'> & { readonly run: NonNullable<JudgedNow['run']> };

async function judgedRun(database: Database, secrets: Secrets, { body }: Prepared): Promise<Storable> {
  const as = { id: randomBytes(16).toString('base64url'), deleteTokenHash: randomBytes(32).toString('base64url') };
  const met = await meet({ body, as }, { database, secrets, judges: judgesHere(secrets.keys) });
  if (!('run' in met) || met.run === null) throw new Error('A submission of the bench is no run that can be stored.');
  return { answer: met.answer, run: met.run };
}
