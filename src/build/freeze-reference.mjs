/**
 * Freezes the reference of the scores from a result that was measured: node src/build/freeze-reference.mjs RESULT.json MACHINE
 * writes src/report/scores/reference.json. MACHINE says what ran it, such as "a desktop with an Intel Xeon". The run is of a GPU: a software
 * adapter is no yardstick, and as long as one is frozen there are no scores. A run with warnings
 * about its tests is refused, unless --despite-warnings follows: MACHINE should say why then. A frozen reference changes only
 * together with the suite's name. Not part of any build.
 */

import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const TARGET = fileURLToPath(new URL('../report/scores/reference.json', import.meta.url));
/** Those that src/report/scores/weights.ts weighs. */
const TESTS = ['tg64', 'pp512', 'tg64 @ d2048', 'pp512 @ d2048'];
const FEWEST_REPETITIONS = 5;
/** The headline's; src/benchmark/suite/suite.ts */
const SHAPE = 'Llama-3.2-1B';

const [path, machine, despite] = process.argv.slice(2);
if (path === undefined || machine === undefined) fail('Give a result and, in quotes, what machine made it.');
const result = JSON.parse(await readFile(path, 'utf8'));
if (result.schema !== 'tokamark-result/3') fail(`${path} is not a result of this version (tokamark-result/3).`);
if (result.status !== 'complete') fail(`${path} is ${result.status}: a reference comes from a complete run.`);

if (result.adapter.software) fail(`${path} is of a software adapter: a reference comes from a GPU.`);

const doubts = result.results.flatMap(({ format, test, warnings }) =>
  warnings.map(({ code }) => `${format} ${test}: ${code}`),
);
if (doubts.length > 0 && despite !== '--despite-warnings')
  fail(`This run has warnings (${doubts.join(', ')}): run again.`);

const workloads = result.results
  .filter(({ test, model }) => TESTS.includes(test) && model.weights === 'synthetic' && model.name === SHAPE)
  .map(({ workloadId, format, test, tokensPerSecond, status }) => {
    const repetitions = tokensPerSecond?.samples.length ?? 0;
    if (status !== 'complete' || repetitions < FEWEST_REPETITIONS) fail(`${format} ${test} is not measured in full.`);
    return { workloadId, format, test, tokensPerSecond: tokensPerSecond.median, repetitions };
  });
if (workloads.length === 0) fail(`${path} has none of ${TESTS.join(', ')} on ${SHAPE} with synthetic weights.`);

const { adapter, engine, environment, startedAt, suite } = result;
const name = adapter.description || [adapter.vendor, adapter.architecture, adapter.device].filter(Boolean).join(' ');
const runtime = environment.dawn === null ? `${environment.name} ${environment.version}` : `Dawn ${environment.dawn}`;
const reference = {
  schema: 'tokamark-reference/1',
  suite: suite.name,
  about: `the speed of ${name} under ${runtime} on ${machine}.`,
  startedAt,
  adapter: name,
  software: adapter.software,
  machine,
  engine: { name: engine.name, version: engine.version, commit: engine.commit, shaderHash: engine.shaderHash },
  workloads,
};
await writeFile(TARGET, `${JSON.stringify(reference, null, 2)}\n`);
process.stderr.write(`written: ${TARGET} (${workloads.length} workloads)\n`);

/** @param {string} message @returns {never} */
function fail(message) {
  process.stderr.write(`error: ${message}\n`);
  process.exit(1);
}
