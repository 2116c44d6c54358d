/**
 * `npm run bench:peers`, `bench:contest` (`run.mjs contest`), and likewise `bench:predict`, `bench:tuning`, `bench:links` and `bench:proof`: installs the peers where they
 * are missing, builds, and runs the orchestrator. Plain JavaScript, because it runs before anything is built.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bench = dirname(fileURLToPath(import.meta.url));
const root = dirname(bench);

// Two runs at once would build over each other, and each would measure the other.
const lock = join(bench, '.cache', 'running');
const other = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
if (other > 0 && isRunning(other)) {
  process.stderr.write(
    `Another bench:peers or bench:contest is running (process ${other}): wait for its end, or end it.\n`,
  );
  process.exit(1);
}
mkdirSync(dirname(lock), { recursive: true });
writeFileSync(lock, String(process.pid));
process.on('exit', () => rmSync(lock, { force: true }));

/** @param {number} id */
function isRunning(id) {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}

/** In the versions that package.json names: an older one would be measured under its own name, but not as the bench reads it. */
function isInstalled() {
  const read = (/** @type {string[]} */ ...path) =>
    JSON.parse(readFileSync(join(bench, ...path, 'package.json'), 'utf8'));
  try {
    return Object.entries(read().dependencies).every(
      ([name, version]) => read('node_modules', name).version === version,
    );
  } catch {
    return false;
  }
}

// Tables are written without them, and an earlier build is timed without them.
const asked = ['contest', 'predict', 'tuning', 'links', 'proof'].find((name) => name === process.argv[2]);
const contest = asked === 'contest';
const withPeers =
  (asked === undefined || contest) && !process.argv.includes('--tables') && !process.argv.includes('--no-peers');
if (withPeers && !isInstalled()) {
  process.stderr.write('installing the peers into bench/node_modules (0.7 GB, no install scripts) ...\n');
  // Without the optional packages: they are llama.cpp for other systems and for CUDA.
  const parameters = ['ci', '--ignore-scripts', '--omit=optional', '--prefix', bench];
  execFileSync('npm', parameters, { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
}

process.stderr.write('building the bench ...\n');
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
// A comparison of predictions, or answers to challenges, in a browser: the product runs in the bench's page.
const inBrowser =
  (asked === 'predict' || asked === 'proof') &&
  process.argv.some((one) => /^(--adapter=)?(chromium|firefox)$/.test(one));
const withPage = (withPeers && !contest) || inBrowser;
for (const mode of withPage ? ['node', 'page'] : ['node']) {
  const parameters = [vite, 'build', '--config', join(bench, 'vite.config.ts'), '--mode', mode, '--logLevel', 'warn'];
  execFileSync(process.execPath, parameters, { cwd: root, stdio: ['ignore', 2, 2] });
}

const program = join(bench, 'dist', 'node', `${asked ?? 'main'}.js`);
const run = spawn(process.execPath, [program, ...process.argv.slice(asked === undefined ? 2 : 3)], {
  stdio: 'inherit',
});
// A terminal sends Ctrl+C to both; the child ends its engines first. Other signals come to this process alone.
process.on('SIGINT', () => undefined);
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => run.kill('SIGTERM'));
run.on('exit', (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 1;
});
