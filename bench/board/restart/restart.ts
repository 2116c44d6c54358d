/** `npm run bench:board -- restart`: PostgreSQL is stopped and started again while the board is asked and sent runs. Nobody touches the board. */
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { uniform } from '../../../src/foundation/random';
import { openDatabase } from '../../../server/board/src/database/open';
import { clientOf, type Answered, type Client } from '../load/ask';
import { openLoop, type Done, type Job } from '../load/open-loop';
import { arrivals, steadily } from '../load/schedule';
import { countsOf } from '../load/told';
import { table } from '../markdown';
import { emptyPlace } from '../places';
import { startBoard } from '../server-process';
import { prepare, type Prepared } from '../submissions';

export interface RestartOptions {
  readonly seed: number;
}

/** Seconds from the beginning. */
const STOPPED = 5;
const STARTED = 12;
const ENDED = 25;
const READS_PER_SECOND = 20;
const WRITES_PER_SECOND = 4;
/** For the slowest answer. */
const SLOW_MS = 6000;

const READS = ['/api/context', '/api/cohorts', '/api/runs'];

export async function* restartSections({ seed }: RestartOptions): AsyncGenerator<string> {
  const place = await emptyPlace('postgres');
  const { server: postgres } = place;
  if (postgres === null) throw new TypeError('this place has no server');
  try {
    const database = await openDatabase(place.config, () => undefined);
    const times = steadily(WRITES_PER_SECOND, ENDED);
    const prepared = await prepare(database, { count: times.length, seed });
    await database.close();
    const board = await startBoard('stub', place.config);
    const client = clientOf(board.url);
    const random = uniform(seed);
    const jobs: Job[] = [
      ...arrivals(READS_PER_SECOND, ENDED, random).map((at, i) => readAt(client, at, i)),
      ...times.flatMap((at, i) => sendAt(client, at, prepared[i])),
    ];
    const [{ done }] = await Promise.all([
      openLoop(jobs),
      delay(1000 * STOPPED).then(() => postgres.stop()),
      delay(1000 * STARTED).then(() => postgres.start()),
    ]);
    yield timeline(done);
    yield await aftermath(client, { done, prepared, isAlive: board.isAlive() });
    client.close();
    await board.stop();
  } finally {
    await place.remove();
  }
}

const readAt = (client: Client, at: number, i: number): Job => ({
  ...{ name: 'read', at, run: () => client.ask({ method: 'GET', path: READS[i % READS.length] ?? '/api/context' }) },
});

const sendAt = (client: Client, at: number, prepared: Prepared | undefined): readonly Job[] =>
  prepared === undefined ? [] : [{ name: prepared.nonce, at, run: () => send(client, prepared) }];

const send = (client: Client, { body }: Prepared): Promise<Answered> =>
  client.ask({ method: 'POST', path: '/api/runs', body });

function timeline(done: readonly Done[]): string {
  const within = (from: number, to: number): readonly Done[] => done.filter(({ at }) => at >= from && at < to);
  const rows = [
    { part: 'before', from: 0, to: STOPPED },
    { part: 'stopped', from: STOPPED, to: STARTED },
    { part: 'the first second after', from: STARTED, to: STARTED + 1 },
    { part: 'the next four', from: STARTED + 1, to: STARTED + 5 },
    { part: 'then', from: STARTED + 5, to: ENDED },
  ].map(({ part, from, to }) => {
    const own = within(from, to);
    const unanswered = own.filter(({ answer }) => answer.status === 503 && answer.retryAfter === null);
    return [
      ...[part, `${from} to ${to}`, own.length, countsOf(own.map(({ answer }) => answer.status)), unanswered.length],
      ...[Math.max(0, ...own.map(({ milliseconds }) => milliseconds)).toFixed(0)],
    ];
  });
  return table(
    `PostgreSQL stopped at ${STOPPED} s and started at ${STARTED} s, ${READS_PER_SECOND} reads/s and ${WRITES_PER_SECOND} runs/s meanwhile`,
    ['part', 'seconds', 'n', 'answers', '503 without Retry-After', 'slowest, ms'],
    rows,
  );
}

interface After {
  readonly done: readonly Done[];
  readonly prepared: readonly Prepared[];
  readonly isAlive: boolean;
}

const namedSchema = z.object({ id: z.string(), deleteToken: z.string() });

/** What a run is called and what deletes it. Its state may be another by then: its proof was checked meanwhile. */
const nameIn = ({ status, text }: Answered): string | null =>
  status === 201 ? JSON.stringify(namedSchema.parse(JSON.parse(text))) : null;

/** All that were sent go again, as clients are told to: those that were stored are answered with the same name. */
async function aftermath(client: Client, { done, prepared, isAlive }: After): Promise<string> {
  const before = new Map(done.map(({ name, answer }) => [name, answer]));
  const again: Answered[] = [];
  for (const one of prepared) again.push(await send(client, one));
  const changed = prepared.filter(({ nonce }, i) => {
    const [first, second] = [before.get(nonce), again[i]];
    return first?.status === 201 && second !== undefined && nameIn(first) !== nameIn(second);
  });
  const back = done.filter(({ at, answer }) => at >= STARTED && answer.status === 200).map(({ at }) => at - STARTED);
  const slow = done.filter(({ milliseconds }) => milliseconds > SLOW_MS).length;
  return [
    `The board ${isAlive ? 'went on' : 'ENDED'}. The first read that was asked after the start and answered began ${Math.min(...back).toFixed(2)} s after it.`,
    `${slow} answers took more than ${SLOW_MS / 1000} s. All ${prepared.length} runs sent once more: ${countsOf(again.map(({ status }) => status))};`,
    `${changed.length} that had been answered were given another name.\n`,
  ].join('\n');
}
