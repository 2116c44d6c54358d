/**
 * `npm run bench:links -- [COUNT [SEED]]`: opens so many mutated duel links and says what they did. Exit code 1 where one crashed, took
 * longer than a page may stand still, or would have displayed what it must not.
 */
import { availableParallelism, loadavg } from 'node:os';
import { COMMIT, VERSION } from '../../src/foundation/build';
import { fuzz, MOST_MILLISECONDS } from './fuzz';
import { subject } from './subject';

const [count = 1_000_000, seed = 1] = process.argv.slice(2).map(Number);
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
  process.stderr.write('bench:links takes how many links, and a seed: npm run bench:links -- 1000000 1\n');
  process.exit(2);
}

const began = performance.now();
const { links, wrong, slow, delayed, longestMilliseconds, outcomes, findings } = await fuzz(
  await subject(),
  count,
  seed,
  (done) => {
    const rate = (1000 * done) / (performance.now() - began);
    process.stderr.write(`\r${done} of ${count}, ${rate.toFixed(0)} links/s   `);
  },
);
const minutes = (performance.now() - began) / 60_000;
process.stderr.write('\n');
for (const finding of findings) process.stderr.write(`${finding}\n`);
process.stdout.write(
  [
    `Tokamark ${VERSION} (${COMMIT}), Node.js ${process.versions.node}, ${availableParallelism()} processors, load ${(loadavg()[0] ?? 0).toFixed(1)}`,
    `${links} mutated links, seed ${seed}, in ${minutes.toFixed(1)} minutes`,
    `${wrong} crashed or would have displayed what they must not`,
    `${slow} took more than ${MOST_MILLISECONDS} ms of the processor every time; ${delayed} did once by the clock, and not of the processor`,
    `longest ${longestMilliseconds.toFixed(1)} ms`,
    ...[...outcomes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([outcome, times]) => `  ${outcome}: ${times}`),
    '',
  ].join('\n'),
);
process.exitCode = wrong > 0 || slow > 0 ? 1 : 0;
