/** `npm run bench:board -- load`: how fast the real server answers while runs come in, and how much it takes at most. */
import { uniform } from '../../../src/foundation/random';
import { openDatabase, type Database } from '../../../server/board/src/database/open';
import { stateIn } from '../answer-words';
import { table } from '../markdown';
import { filledPlace, type Place, type PlaceOptions } from '../places';
import { askOf, knownRuns, QUERIES, type Known, type QueryName } from '../queries';
import { startBoard } from '../server-process';
import { prepare, type Prepared } from '../submissions';
import { clientOf, type Answered, type Client } from './ask';
import { closedLoop } from './closed-loop';
import { openLoop, type Job } from './open-loop';
import { arrivals, steadily } from './schedule';
import { countsOf, most, perSecond } from './told';
import { showTimes, timesOf } from './times';
import { PROCESSORS, usageOf, type Usage } from './usage';
import { writePath } from './write-path';

export interface LoadOptions extends PlaceOptions {
  /** Of each part. */
  readonly seconds: number;
  /** Seconds of the same before: a board that people use has answered most of what they ask not long ago. */
  readonly warm: number;
  /** That are made beforehand for what does not check proofs. */
  readonly submissions: number;
}

/** As asked. */
const READS_PER_SECOND = 50;
const WRITES_PER_SECOND = 1;
const READERS = 16;
/** Sent in before anything is counted: whoever judges is slow at first. Of few there are, no more than this part. */
const WARM_RUNS = 80;
const WARM_SHARE = 4;
/** Two of them wait for the check of their proof at a time, the others are answered before. */
const WRITERS = 10;

export async function* loadSections(options: LoadOptions): AsyncGenerator<string> {
  const place = await filledPlace(options);
  try {
    const database = await openDatabase(place.config, () => undefined);
    const known = await knownRuns(database);
    options.say(`${options.submissions} submissions are made`);
    const forReads = Math.ceil(WRITES_PER_SECOND * (options.warm + options.seconds));
    const left = [...(await prepare(database, { count: 2 * forReads + options.submissions, seed: options.seed }))];
    const third = Math.floor(options.submissions / 3);
    await markDump(database, new Date());
    await database.close();
    const share = (count: number): (() => Prepared | null) => {
      const own = left.splice(0, count);
      return () => own.pop() ?? null;
    };
    yield* real(place, { options, known, next: share(forReads) }, { next: share(third), count: third });
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

interface Setting {
  readonly options: LoadOptions;
  readonly known: Known;
  readonly next: () => Prepared | null;
}

/** What is sent in as fast as it is taken. */
interface Supply {
  readonly next: () => Prepared | null;
  readonly count: number;
}

async function* real(place: Place, setting: Setting, sent: Supply): AsyncGenerator<string> {
  const server = await startBoard('real', place.config);
  const client = clientOf(server.url);
  const use = usageOf(server, place);
  try {
    yield* openSection(client, setting, 'between two dumps');
    yield* readSection(client, { ...setting, use });
    yield* writeSection(client, { ...setting, sent, use, how: 'proofs checked behind them', workers: WRITERS });
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
    yield* openSection(client, setting, 'while the dump of the day is made');
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
    yield* writeSection(client, { ...setting, sent, use, how: 'every proof taken as right', workers: WRITERS });
  } finally {
    client.close();
    await server.stop();
  }
}

const send = (client: Client, { body }: Prepared): Promise<Answered> =>
  client.ask({ method: 'POST', path: '/api/runs', body });

async function* openSection(client: Client, { options, known, next }: Setting, when: string): AsyncGenerator<string> {
  const random = uniform(options.seed);
  const draw = (): QueryName => QUERIES[Math.floor(random() * QUERIES.length)] ?? QUERIES[0];
  const readAt = (at: number): Job => {
    const name = draw();
    const asked = askOf(name, known, random);
    return { name, at, run: () => client.ask(asked) };
  };
  const WRITE = 'a run sent in';
  const writeAt = (at: number): Job[] => {
    const prepared = next();
    return prepared === null ? [] : [{ name: WRITE, at, run: () => send(client, prepared) }];
  };
  const both = (seconds: number): Job[] => [
    ...arrivals(READS_PER_SECOND, seconds, random).map(readAt),
    ...steadily(WRITES_PER_SECOND, seconds).flatMap(writeAt),
  ];
  await openLoop(both(options.warm));
  const { done, latest } = await openLoop(both(options.seconds));
  const rows = [...QUERIES, WRITE].map((name) => {
    const own = done.filter((one) => one.name === name);
    return [name, ...showTimes(timesOf(own.map(({ milliseconds }) => milliseconds))), countsOf(own.map(statusOf))];
  });
  const reads = done.filter(({ name }) => name !== WRITE).map(({ milliseconds }) => milliseconds);
  yield table(
    `${READS_PER_SECOND} reads/s open loop while ${WRITES_PER_SECOND} run/s is sent in, ${when}, ${options.seconds} s after ${options.warm} s of the same: milliseconds from when each was meant to begin`,
    ['read', 'n', 'p50', 'p99', 'max', 'answers'],
    [...rows, ['all reads', ...showTimes(timesOf(reads)), '']],
  );
  yield `A request began ${latest.toFixed(1)} ms late at most, which is in its time.\n`;
}

const statusOf = ({ answer }: { readonly answer: Answered }): number => answer.status;

async function* readSection(
  client: Client,
  { options, known, use }: Setting & { readonly use: Usage },
): AsyncGenerator<string> {
  const random = uniform(options.seed + 1);
  const read = async (names: readonly QueryName[]): Promise<number> => {
    const name = names[Math.floor(random() * names.length)] ?? QUERIES[0];
    return (await client.ask(askOf(name, known, random))).status;
  };
  await closedLoop(READERS, options.warm, () => read(QUERIES));
  const mixed = async (names: readonly QueryName[]): Promise<readonly (string | number)[]> => {
    const statuses: number[] = [];
    const used = use();
    const done = await closedLoop(READERS, options.seconds, async () => {
      statuses.push(await read(names));
    });
    const { milliseconds, seconds } = done;
    return [perSecond(done), ...showTimes(timesOf(milliseconds)).slice(1), used(seconds), countsOf(statuses)];
  };
  const rows: (readonly (string | number)[])[] = [['all eight alike', ...(await mixed(QUERIES))]];
  for (const name of QUERIES) rows.push([name, ...(await mixed([name]))]);
  yield table(
    `Most reads: ${READERS} at once, each asking again at its answer, ${options.seconds} s each after ${options.warm} s of all eight, no cache of HTTP`,
    ['read', 'per second', 'p50', 'p99', 'max', PROCESSORS, 'answers'],
    rows,
  );
}

interface Writing extends Omit<Setting, 'next'> {
  readonly sent: Supply;
  readonly use: Usage;
  readonly how: string;
  readonly workers: number;
}

async function* writeSection(client: Client, { options, sent, use, how, workers }: Writing): AsyncGenerator<string> {
  const heard: Answered[] = [];
  const warm = Math.min(WARM_RUNS, Math.floor(sent.count / WARM_SHARE));
  let begun = 0;
  const another = (): Promise<unknown> | null => {
    const prepared = sent.next();
    return prepared === null ? null : send(client, prepared).then((answer) => heard.push(answer));
  };
  await closedLoop(workers, Infinity, () => (begun++ < warm ? another() : null));
  heard.length = 0;
  const used = use();
  const done = await closedLoop(workers, options.seconds, another);
  const stored = heard.filter(({ status }) => status === 201);
  yield table(
    `Most runs sent in over HTTP, ${how}: ${workers} at once, of a server that has taken ${warm} before`,
    ['per second', 'n', 'p50', 'p99', 'max', PROCESSORS, 'answers', 'states'],
    [
      [
        ...[perSecond({ ...done, count: stored.length }), ...showTimes(timesOf(done.milliseconds))],
        ...[used(done.seconds), countsOf(heard.map(({ status }) => status))],
        countsOf(stored.map(({ text }) => stateIn(text))),
      ],
    ],
  );
}
