/**
 * Freezes the reference of fidelity from a result that was measured: node src/build/freeze-fidelity.mjs RESULT.json "COMMAND" writes
 * src/report/fidelity-reference/reference.json. COMMAND is how the result was made. It has to hold every format on all windows of the
 * passage, each in agreement with the reference files. Not part of any build.
 */

import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const TARGET = fileURLToPath(new URL('../report/fidelity-reference/reference.json', import.meta.url));
const FORMATS = ['fp16', 'int8', 'int4', 'mxfp4', 'nvfp4', 'w4a8'];
const WINDOWS = 32;
/** More than a mean over 32 windows can show. */
const DIGITS = 8;

const [path, command] = process.argv.slice(2);
if (path === undefined || command === undefined) fail('Give a result and, in quotes, the command that made it.');
const result = JSON.parse(await readFile(path, 'utf8'));
const { schema, status, adapter, environment, engine, startedAt, fidelity } = result;
if (schema !== 'tokamark-result/3') fail(`${path} is not a result of this version (tokamark-result/3).`);
if (status !== 'complete' || fidelity === null) fail(`${path} is not a complete run with fidelity.`);
if (engine.commit.endsWith('-dirty')) fail(`No commit names the code of ${path}: build from a clean checkout.`);
if (fidelity.passage.windows !== WINDOWS) fail(`${path} read ${fidelity.passage.windows} of ${WINDOWS} windows.`);

const rows = FORMATS.map((format) => {
  const row = fidelity.rows.find((one) => one.format === format);
  if (row?.check?.passed !== true) fail(`${path} has no ${format} that agrees with the reference files.`);
  return { ...row, tensors: [] };
});
const name = adapter.description || [adapter.vendor, adapter.architecture, adapter.device].filter(Boolean).join(' ');
const reference = {
  schema: 'tokamark-fidelity/1',
  command,
  startedAt,
  adapter: name,
  software: adapter.software,
  runtime: environment.dawn === null ? `${environment.name} ${environment.version}` : `Dawn ${environment.dawn}`,
  engine: { version: engine.version, commit: engine.commit, shaderHash: engine.shaderHash },
  fidelity: { ...fidelity, rows },
};
const rounded = (_, value) => (typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value);
await writeFile(TARGET, `${JSON.stringify(reference, rounded)}\n`);
process.stderr.write(`written: ${TARGET}\n`);

/** @param {string} message @returns {never} */
function fail(message) {
  process.stderr.write(`error: ${message}\n`);
  process.exit(1);
}
