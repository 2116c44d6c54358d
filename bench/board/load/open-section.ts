/** Reads that come at their own times while runs are sent in. */
import { uniform } from '../../../src/foundation/random';
import { table } from '../markdown';
import { asksOf, QUERIES, type LoadName } from '../queries';
import type { Client } from './ask';
import { openLoop, type Done, type Job } from './open-loop';
import { arrivals, steadily } from './schedule';
import { send, type Setting } from './setting';
import { showTimes, timesOf } from './times';
import { countsOf } from './told';

/** As asked. */
const READS_PER_SECOND = 50;
export const WRITES_PER_SECOND = 1;
const WRITE = 'a run sent in';

/** Each has a p99 of its own: how far apart they are says how much one of them says. */
const WINDOWS = 3;

/** @param when of the day of the board */
export async function* openSection(
  client: Client,
  { options, known, next }: Setting,
  { load, when }: { readonly load: LoadName; readonly when: string },
): AsyncGenerator<string> {
  const random = uniform(options.seed);
  const asks = asksOf(load, known, random);
  const readAt = (at: number): Job => {
    const { name, asked } = asks.next(QUERIES);
    return { name, at, run: () => client.ask(asked) };
  };
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
    return [name, ...showTimes(timesOf(timesIn(own))), countsOf(own.map(({ answer }) => answer.status))];
  });
  const reads = done.filter(({ name }) => name !== WRITE);
  yield table(
    `${READS_PER_SECOND} reads/s open loop, ${load}, while ${WRITES_PER_SECOND} run/s is sent in, ${when}, ${options.seconds} s after ${options.warm} s of the same: milliseconds from when each was meant to begin`,
    ['read', 'n', 'p50', 'p99', 'max', 'answers'],
    [...rows, ['all reads', ...showTimes(timesOf(timesIn(reads))), '']],
  );
  const parts = p99s(reads, options.seconds / WINDOWS).join(', ');
  yield `The p99 of all reads by thirds of that time: ${parts} ms. A request began ${latest.toFixed(1)} ms late at most, which is in its time.\n`;
}

const timesIn = (done: readonly Done[]): readonly number[] => done.map(({ milliseconds }) => milliseconds);

const p99s = (reads: readonly Done[], seconds: number): readonly string[] =>
  Array.from({ length: WINDOWS }, (_, i) => {
    const own = reads.filter(({ at }) => Math.min(WINDOWS - 1, Math.floor(at / seconds)) === i);
    return timesOf(timesIn(own))?.p99.toFixed(1) ?? '-';
  });
