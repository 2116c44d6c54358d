/**
 * `npm run check`: every check, as many at once as there are cores: each uses one, and types take about as long as lint. What one says is
 * printed when it ends, so that one run shows all that is wrong; a check that failed makes this one fail.
 */

import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Scripts of package.json, the longest first. */
const CHECKS = ['lint', 'typecheck', 'format:check', 'unused'];

/** @param {string} name */
async function run(name) {
  const started = Date.now();
  /** @type {Buffer[]} */
  const said = [];
  const child = spawn(`npm run --silent ${name}`, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', (data) => said.push(data));
  child.stderr.on('data', (data) => said.push(data));
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', resolve);
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${name}: ${code === 0 ? 'good' : 'FAILED'} after ${seconds} s\n${Buffer.concat(said)}`);
  return code === 0;
}

const waiting = CHECKS.values();
const failed = /** @type {string[]} */ ([]);
await Promise.all(
  Array.from({ length: Math.min(CHECKS.length, availableParallelism()) }, async () => {
    for (const name of waiting) if (!(await run(name))) failed.push(name);
  }),
);
if (failed.length > 0) console.log(`failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
