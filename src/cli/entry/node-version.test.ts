/** Which Node.js is told that it is too old, and in what words. The linter sees to it that an old one can read the file at all. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { EXIT } from '../exit-codes';

const { problem, engines } = z
  .object({
    problem: z.custom<(version: string, range: string) => string | null>((value) => typeof value === 'function'),
    engines: z.custom<(folder: string) => string>((value) => typeof value === 'function'),
  })
  .parse(createRequire(import.meta.url)('./node-version.cjs'));

const RANGE = '^20.19.0 || >=22.12.0';

it.each(['0.10.48', '12.22.12', '16.20.2', '18.20.8', '20.18.3', '21.7.3', '22.0.0', '22.11.0'])(
  '%s is too old',
  (version) => {
    expect(problem(version, RANGE)).toBe(
      `This is Node.js ${version}, and Tokamark needs 20.19.0 or a later 20, or 22.12.0 or later.\n  Install a newer Node.js (from https://nodejs.org, or with nvm install --lts), then run the same command again.`,
    );
  },
);

it.each(['20.19.0', '20.20.2', '22.12.0', '22.23.3', '24.0.0', '26.0.0-nightly20261128'])('%s is not', (version) => {
  expect(problem(version, RANGE)).toBeNull();
});

it('a range that cannot be told refuses nobody', () => {
  expect(problem('18.0.0', '')).toBeNull();
  expect(problem('18.0.0', '20 - 24')).toBeNull();
});

it('the range is that of package.json, which this Node.js is in', () => {
  expect(problem(process.versions.node, engines(import.meta.dirname))).toBeNull();
  expect(problem('18.20.8', engines(import.meta.dirname))).toContain('Tokamark needs');
  expect(engines('/')).toBe('');
});

it('an old Node.js gets the words and the exit code, and nothing else is loaded', () => {
  const program = join(import.meta.dirname, 'tokamark.cjs');
  const faked = "Object.defineProperty(process, 'versions', { value: { node: '18.20.8' } }); require(process.argv[1]);";
  const { status, stderr, stdout } = spawnSync(process.execPath, ['--eval', faked, program], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: EXIT.oldNode, stdout: '' });
  expect(stderr).toMatch(/^tokamark: This is Node\.js 18\.20\.8, and Tokamark needs .*\n {2}Install a newer Node\.js/);
});

it('what is not built says so', () => {
  const run = () => execFileSync(process.execPath, [join(import.meta.dirname, 'tokamark.cjs')], { stdio: 'pipe' });
  expect(run).toThrow(/cannot be loaded.*\n.*npm run build/);
});
