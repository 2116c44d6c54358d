/** The last line of `.ci/run` comes from vitest's report and from nothing else. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../.ci/summary.mjs', import.meta.url));
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokamark-summary-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A report of files with the given tests' statuses. */
function summary(success: boolean, files: { status: string; tests: string[] }[]) {
  const file = join(folder, 'report.json');
  const testResults = files.map(({ status, tests }) => ({
    status,
    assertionResults: tests.map((outcome) => ({ status: outcome })),
  }));
  writeFileSync(file, JSON.stringify({ success, testResults }));
  return run(file);
}

function run(file: string) {
  const { status, stdout } = spawnSync(process.execPath, [PROGRAM, file], { encoding: 'utf8' });
  return { status, last: stdout.trimEnd().split('\n').at(-1) };
}

test('a good run is counted and exits with zero', () => {
  expect(summary(true, [{ status: 'passed', tests: ['passed', 'passed'] }])).toEqual({
    status: 0,
    last: '2 passed, 0 failed',
  });
});

test('a failed test is counted and exits non-zero', () => {
  const files = [{ status: 'failed', tests: ['passed', 'failed'] }];
  expect(summary(false, files)).toEqual({ status: 1, last: '1 passed, 1 failed' });
});

test('a test file that cannot be loaded counts as one failure', () => {
  const files = [
    { status: 'passed', tests: ['passed'] },
    { status: 'failed', tests: [] },
  ];
  expect(summary(false, files)).toEqual({ status: 1, last: '1 passed, 1 failed' });
});

test('a run in which nothing was tested is a failure', () => {
  expect(summary(true, [])).toEqual({ status: 1, last: '0 passed, 0 failed' });
});

test('a run that failed without a failed test, as when a worker process dies, is a failure', () => {
  expect(summary(false, [{ status: 'passed', tests: ['passed'] }])).toEqual({ status: 1, last: '1 passed, 0 failed' });
});

test('a missing report is a failure', () => {
  expect(run(join(folder, 'gone.json'))).toEqual({ status: 1, last: '0 passed, 0 failed' });
});
