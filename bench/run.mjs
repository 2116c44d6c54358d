/**
 * `npm run bench:peers`: installs the peers where they are missing, builds, and runs the orchestrator. Plain JavaScript, because
 * it runs before anything is built.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bench = dirname(fileURLToPath(import.meta.url));
const root = dirname(bench);

if (!existsSync(join(bench, 'node_modules', '.package-lock.json'))) {
  process.stderr.write('installing the peers into bench/node_modules (0.7 GB, no install scripts) ...\n');
  // Without the optional packages: they are llama.cpp for other systems and for CUDA.
  const parameters = ['ci', '--ignore-scripts', '--omit=optional', '--prefix', bench];
  execFileSync('npm', parameters, { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
}

process.stderr.write('building the bench ...\n');
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
for (const mode of ['node', 'page']) {
  const parameters = [vite, 'build', '--config', join(bench, 'vite.config.ts'), '--mode', mode, '--logLevel', 'warn'];
  execFileSync(process.execPath, parameters, { cwd: root, stdio: ['ignore', 2, 2] });
}

const run = spawn(process.execPath, [join(bench, 'dist', 'node', 'main.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
// A terminal sends Ctrl+C to both; the child ends its engines first.
process.on('SIGINT', () => undefined);
run.on('exit', (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 1;
});
