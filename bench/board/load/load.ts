/** `npm run bench:board -- load`: how fast the real server answers while runs come in, and how much it takes at most. */
import { openDatabase, type Database } from '../../../server/board/src/database/open';
import { filledPlace, type Place } from '../places';
import { knownRuns, LOADS } from '../queries';
import { startBoard } from '../server-process';
import { prepare, type Prepared } from '../submissions';
import { clientOf } from './ask';
import { openSection, WRITES_PER_SECOND } from './open-section';
import { readSection } from './read-section';
import type { LoadOptions, Setting } from './setting';
import { most } from './told';
import { usageOf } from './usage';
import { writePath } from './write-path';
import { writeSection, WRITERS, type Supply } from './write-section';

export async function* loadSections(options: LoadOptions): AsyncGenerator<string> {
  const place = await filledPlace(options);
  try {
    const database = await openDatabase(place.config, () => undefined);
    const known = await knownRuns(database);
    options.say(`${options.submissions} submissions are made`);
    const forReads = Math.ceil(WRITES_PER_SECOND * (options.warm + options.seconds));
    const left = [...(await prepare(database, { count: 3 * forReads + options.submissions, seed: options.seed }))];
    const third = Math.floor(options.submissions / 3);
    await markDump(database, new Date());
    await database.close();
    const share = (count: number): (() => Prepared | null) => {
      const own = left.splice(0, count);
      return () => own.pop() ?? null;
    };
    yield* real(place, { options, known, next: share(2 * forReads) }, { next: share(third), count: third });
    yield* dumping(place, { options, known, next: share(forReads) });
    yield* stubbed(place, { options, known }, { next: share(third), count: third });
    const rest = share(left.length);
    yield* writePath(place.config, { seconds: options.seconds, writers: WRITERS, next: rest });
  } finally {
    await place.remove();
  }
}

/** It begins with the server, and would be in all that is measured: one of today counts as made. Null: none was made yet. */
async function markDump({ write }: Database, made: Date | null): Promise<void> {
  await write.deleteFrom('settings').where('key', '=', 'dump').execute();
  if (made === null) return;
  const value = JSON.stringify({ day: made.toISOString().slice(0, 10), isDone: true, at: made });
  await write.insertInto('settings').values({ key: 'dump', value }).execute();
}

async function* real(place: Place, setting: Setting, sent: Supply): AsyncGenerator<string> {
  const server = await startBoard('real', place.config);
  const client = clientOf(server.url);
  const use = usageOf(server, place);
  try {
    for (const load of LOADS) yield* openSection(client, setting, { load, when: 'between two dumps' });
    yield* readSection(client, { ...setting, use });
    yield* writeSection(client, { ...setting, sent, use, how: 'proofs checked behind them' });
    yield `The server has held ${most(server)} of memory at most.\n`;
  } finally {
    client.close();
    await server.stop();
  }
}

/** Once more what comes at its own times, while the server makes its dump of the day. */
async function* dumping(place: Place, setting: Setting): AsyncGenerator<string> {
  const database = await openDatabase(place.config, () => undefined);
  await markDump(database, null);
  await database.close();
  const server = await startBoard('real', place.config);
  const client = clientOf(server.url);
  try {
    yield* openSection(client, setting, { load: LOADS[0], when: 'while the dump of the day is made' });
  } finally {
    client.close();
    await server.stop();
  }
}

async function* stubbed(place: Place, setting: Omit<Setting, 'next'>, sent: Supply): AsyncGenerator<string> {
  const server = await startBoard('stub', place.config);
  const client = clientOf(server.url);
  const use = usageOf(server, place);
  try {
    yield* writeSection(client, { ...setting, sent, use, how: 'every proof taken as right' });
  } finally {
    client.close();
    await server.stop();
  }
}
