/**
 * `npm run bench:board -- kill`: the server is killed again and again while runs are sent in, and started as an operator would start it.
 * What was answered must be there, once; what was not may be sent again.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { uniform } from '../../../src/foundation/random';
import { openDatabase, type Database } from '../../../server/board/src/database/open';
import { recompute } from '../../../server/board/test/recompute';
import { clientOf } from '../load/ask';
import { countsOf } from '../load/told';
import { timesOf } from '../load/times';
import { table } from '../markdown';
import type { Told } from '../options';
import { emptyPlace } from '../places';
import { startBoard, type ServerProcess } from '../server-process';
import { prepare, type Prepared } from '../submissions';

/** Requests under way at once. */
const SENDERS = 3;
/** From when it says its address, it is killed within this many milliseconds: before its threads have judged anything, or amid many. */
const LONGEST_MS = 3000;
/** New ones for each start; those left over are sent at the next. */
const PER_START = 8;

const storedSchema = z.object({ id: z.string() });

export async function* killSections({
  kind,
  times,
  seed,
  say,
}: Told<'kind' | 'times' | 'seed'>): AsyncGenerator<string> {
  const place = await emptyPlace(kind);
  try {
    const first = await openDatabase(place.config, () => undefined);
    const prepared = await prepare(first, { count: times * PER_START, seed });
    await first.close();
    const random = uniform(seed);
    const starts: number[] = [];
    const statuses: number[] = [];
    /** By nonce, all ids that were ever answered. */
    const answered = new Map<string, Set<string>>();
    const waiting: Prepared[] = [];
    const sendNext = async (ask: (body: Buffer) => Promise<{ status: number; text: string }>): Promise<boolean> => {
      const one = waiting.pop();
      if (one === undefined) return false;
      const { status, text } = await ask(one.body);
      statuses.push(status);
      if (status !== 201) {
        // As a client would: again where nobody could answer. What is refused stays refused, and stands among the answers.
        if (status === 0 || status >= 500) waiting.unshift(one);
        return status !== 0;
      }
      const { id } = storedSchema.parse(JSON.parse(text));
      answered.set(one.nonce, (answered.get(one.nonce) ?? new Set()).add(id));
      return true;
    };
    let failed = 0;
    /** It has to start without help: one that fails is told of, and tried once more. */
    const started = async (): Promise<ServerProcess> => {
      try {
        return await startBoard('real', place.config);
      } catch (thrown) {
        failed += 1;
        say(String(thrown));
        return startBoard('real', place.config);
      }
    };
    const at = async (start: number, isLast: boolean): Promise<void> => {
      waiting.push(...prepared.slice(start * PER_START, (start + 1) * PER_START));
      // Some that were answered before go again, too.
      waiting.push(...prepared.filter(({ nonce }) => answered.has(nonce) && random() < 0.5 / (1 + answered.size)));
      const server = await started();
      starts.push(server.startedIn);
      const client = clientOf(server.url);
      const ask = (body: Buffer) => client.ask({ method: 'POST', path: '/api/runs', body });
      const sender = async (): Promise<void> => {
        while (await sendNext(ask));
      };
      const senders = Promise.all(Array.from({ length: SENDERS }, sender));
      if (isLast) await senders;
      else await delay(LONGEST_MS * random());
      await (isLast ? server.stop() : server.kill());
      await senders;
      client.close();
    };
    for (let start = 0; start < times; start++) {
      await at(start, false);
      if ((start + 1) % 10 === 0) say(`killed ${start + 1} times, ${answered.size} runs answered`);
    }
    await at(times, true);
    const database = await openDatabase(place.config, () => undefined);
    const found = await inDatabase(database, answered, prepared);
    await database.close();
    yield table(
      `The server killed ${times} times while runs are sent in, ${kind}`,
      [
        ...['sent', 'answered', 'lost', 'doubled', 'half', 'cohorts wrong', 'starts that failed'],
        ...['start, s (median, most)', 'answers'],
      ],
      [
        [
          ...[prepared.length, answered.size, found.lost, found.doubled, found.half, found.wrong, failed],
          showStarts(starts),
          countsOf(statuses),
        ],
      ],
    );
  } finally {
    await place.remove();
  }
}

function showStarts(starts: readonly number[]): string {
  const times = timesOf(starts);
  return times === null ? '-' : `${times.p50.toFixed(1)}, ${times.max.toFixed(1)}`;
}

interface Found {
  /** Answered and not there under that id. */
  readonly lost: number;
  /** Two ids for one sending, or more runs than were sent. */
  readonly doubled: number;
  /** Runs without their samples, digests or the mark on their challenge. */
  readonly half: number;
  /** Devices whose cohorts are not as the product makes them. */
  readonly wrong: number;
}

async function inDatabase(
  database: Database,
  answered: ReadonlyMap<string, ReadonlySet<string>>,
  prepared: readonly Prepared[],
): Promise<Found> {
  const runs = await database.read
    .selectFrom('runs')
    .leftJoin('challenges', 'challenges.nonce', 'runs.nonce')
    .select(['runs.id', 'runs.nonce', 'runs.answer', 'challenges.used_at'])
    .select((on) => [
      on
        .selectFrom('samples')
        .whereRef('run_id', '=', 'runs.id')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .as('samples'),
      on
        .selectFrom('sample_digests')
        .whereRef('run_id', '=', 'runs.id')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .as('digests'),
    ])
    .execute();
  const byNonce = new Map(runs.map(({ nonce, id }) => [nonce, id]));
  const ids = [...answered.entries()];
  const figuresSchema = z.object({ figures: z.array(z.unknown()) });
  const sent = new Set(prepared.map(({ nonce }) => nonce));
  const isHalf = ({ answer, samples, digests, used_at }: (typeof runs)[number]): boolean =>
    used_at === null || digests === 0 || samples !== figuresSchema.parse(answer).figures.length;
  const { differing } = await recompute(database, 200);
  return {
    lost: ids.filter(([nonce, own]) => !own.has(byNonce.get(nonce) ?? '')).length,
    doubled: ids.filter(([, own]) => own.size > 1).length + runs.filter(({ nonce }) => !sent.has(nonce)).length,
    half: runs.filter(isHalf).length,
    wrong: differing.length,
  };
}
