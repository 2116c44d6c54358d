/**
 * Builds the page, the command and the board, unless what is in dist is newer than every source: `npm start`, `bench` and `test` call it
 * first. Plain JavaScript, because it runs before anything is built. It writes to standard error only: standard output belongs
 * to the document that `bench -- run --json -` prints.
 */

import '../cli/entry/require-node.cjs';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = [
  'src',
  'shaders',
  'server',
  'public',
  'index.html',
  'check.html',
  'feel.html',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
];
const STAMP = join(root, 'dist', 'built.json');

/** What the build depends on: a later file, another number of files, commit or address means a new build. */
async function sourceState() {
  let files = 0;
  let newest = 0;
  for (const source of SOURCES) {
    for (const file of await filesUnder(join(root, source))) {
      if (file.endsWith('.test.ts')) continue;
      files += 1;
      newest = Math.max(newest, (await stat(file)).mtimeMs);
    }
  }
  const address = ['TOKAMARK_URL', 'TOKAMARK_DISCUSSIONS', 'TOKAMARK_BOARD_URL'].map((name) => process.env[name] ?? '');
  return JSON.stringify({ files, newest, commit: headCommit(), address });
}

/** @param {string} path */
async function filesUnder(path) {
  const found = await stat(path).catch(() => null);
  if (found === null) return [];
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function headCommit() {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return '';
  }
}

/** All in one process: the shader hash is worked out once for page and command (see shader-hash-module.ts). */
async function buildAll() {
  // Not before there is something to build: loading Vite takes its time.
  const { build, runnerImport } = await import('vite');
  const alone = { configFile: /** @type {const} */ (false), logLevel: /** @type {const} */ ('warn') };
  const { module } = await runnerImport(join(root, 'vite.config.ts'), { root, ...alone });
  const made = (/** @type {string} */ mode) => build({ ...module.default({ mode }), ...alone, mode });
  for (const mode of ['production', 'frame']) await made(mode);
  // The first of these lists what is there by now, and compresses it on other threads.
  await Promise.all(['offline', 'cli', 'board'].map(made));
}

const state = await sourceState();
const built = await readFile(STAMP, 'utf8').catch(() => '');
if (built !== state || process.argv.includes('--force')) {
  const started = Date.now();
  process.stderr.write('building page, command and board ...\n');
  try {
    await buildAll();
  } catch (error) {
    process.stderr.write(`The build failed: ${error instanceof Error ? error.stack : error}\n`);
    process.exit(1);
  }
  await mkdir(join(root, 'dist'), { recursive: true });
  await writeFile(STAMP, state);
  process.stderr.write(`built in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}
