/** `npm run bench:board -- judge`: what judging one real submission takes of a processor, part by part, and how many go through the threads. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { loadCatalogue } from '../../../src/hardware/catalogue';
import { readSubmission } from '../../../server/board/src/contract/submission';
import { DEVICE } from '../../../server/board/src/fixtures/honest-run';
import { honestSending, ISSUED, KEYS, textOf, type Sending } from '../../../server/board/src/fixtures/sent';
import { importedResult } from '../../../server/board/src/gates/import';
import { judge } from '../../../server/board/src/gates/judge';
import { judgesInThreads } from '../../../server/board/src/judging/judge-threads';
import { judgesHere, type Judges } from '../../../server/board/src/judging/judges';
import type { Asked, Questions } from '../../../server/board/src/judging/judging';
import { closedLoop } from '../load/closed-loop';
import { perSecond } from '../load/told';
import { showTimes, timesOf } from '../load/times';
import { table } from '../markdown';
import type { Told } from '../options';

/** Of all, those that come before anything is timed. */
const WARM = 0.2;
const THREAD = join(import.meta.dirname, '../../../dist/board/judge-thread.mjs');
/** Under way at once, as the board has them. */
const AT_ONCE = 8;

interface Made {
  readonly text: string;
  readonly sending: Sending;
}

export async function* judgeSections({
  submissions,
  seconds,
  seed,
  say,
}: Told<'submissions' | 'seconds' | 'seed'>): AsyncGenerator<string> {
  say(`${submissions} submissions are made`);
  const made: Made[] = [];
  for (let i = 0; i < submissions; i += 1) {
    const sending = honestSending({ ...DEVICE, seed: seed + i });
    made.push({ sending, text: await textOf(sending) });
  }
  yield await partsSection(made);
  if (existsSync(THREAD)) yield await threadsSection(made, seconds);
  else yield 'Nothing is built, so nothing was judged in threads: npm run build first.\n';
}

type Part = (one: Made) => unknown;

async function partsSection(made: readonly Made[]): Promise<string> {
  const catalogue = await loadCatalogue();
  const context = ({ sending: { stamps } }: Made) => ({
    ...{ catalogue, stamps, aliases: new Map<string, string>(), receivedAt: LATER, isWithdrawn: false },
    copiedAmong: () => Promise.resolve(new Set<string>()),
  });
  const here = judgesHere(KEYS);
  const parts: readonly (readonly [string, Part])[] = [
    ['its JSON, schema and digest', ({ text }) => readSubmission(text)],
    ['… and its document', ({ text }) => importedResult(readSubmission(text).submission)],
    ['… and the gates', (one) => judge(readSubmission(one.text), context(one))],
    ['whole, with rows and kept document', (one) => judged(here, one)],
  ];
  const rows: (readonly (string | number)[])[] = [];
  for (const [name, part] of parts) rows.push([name, ...(await timed(made, part))]);
  const size = made.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / made.length;
  return table(
    `One submission of ${Math.round(size / 1000)} kB judged in one thread, warm: milliseconds`,
    ['what', 'n', 'p50', 'p99', 'max', 'processor, mean'],
    rows,
  );
}

const LATER = ISSUED + 3_600_000;

async function timed(made: readonly Made[], part: Part): Promise<readonly (string | number)[]> {
  const warm = Math.ceil(WARM * made.length);
  for (const one of made.slice(0, warm)) await part(one);
  const milliseconds: number[] = [];
  const before = process.cpuUsage();
  for (const one of made.slice(warm)) {
    const began = performance.now();
    await part(one);
    milliseconds.push(performance.now() - began);
  }
  const { user, system } = process.cpuUsage(before);
  return [...showTimes(timesOf(milliseconds)), ((user + system) / 1000 / milliseconds.length).toFixed(1)];
}

async function threadsSection(made: readonly Made[], seconds: number): Promise<string> {
  const rows: (readonly (string | number)[])[] = [];
  for (const count of [1, 2]) {
    const threads = judgesInThreads(KEYS, pathToFileURL(THREAD), count);
    let next = 0;
    const one = (): Promise<unknown> => judged(threads, made[next++ % made.length]);
    await closedLoop(AT_ONCE, seconds / 5, one);
    const done = await closedLoop(AT_ONCE, seconds, one);
    await threads.dispose();
    rows.push([count, perSecond(done), ...showTimes(timesOf(done.milliseconds)).slice(1)]);
  }
  return table(
    `Most submissions judged in threads of the built board, ${AT_ONCE} at once, no database`,
    ['threads', 'per second', 'p50', 'p99', 'max'],
    rows,
  );
}

async function judged(judges: Judges, one: Made | undefined): Promise<void> {
  if (one === undefined) throw new RangeError('no submission was made');
  const done = await judges.judge(askedOf(one), heardFrom(one));
  if (done?.run === null || done === null) throw new Error('A submission of the bench is no run that can be stored.');
}

const askedOf = ({ text }: Made): Asked => ({
  body: Buffer.from(text),
  as: { id: 'A'.repeat(22), deleteTokenHash: 'A'.repeat(43) },
});

/** As the database would say it. */
const heardFrom = ({ sending: { stamps } }: Made): Questions => ({
  heard: () =>
    Promise.resolve({ receivedAt: LATER, isWithdrawn: false, stamps, isKnown: true, named: null, gpus: '[]' }),
  copiedAmong: () => Promise.resolve([]),
});
