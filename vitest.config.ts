/**
 * Projects: `node` is every unit test that needs no process of its own, `dawn` those that do, with kernels and model on Dawn and whole
 * runs; `subgroups-4` and `-16` are what depends on a subgroup's size, at other sizes than lavapipe's own; `board` is what reads and
 * writes rows, on both databases; `pages` and `browsers` drive the built page in Chromium and Firefox. These come last, and `browsers` one file at
 * a time, so that nothing shares the processor with what a clock judges.
 */

import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { Announce } from './test/announce.ts';
import { LongestFirst } from './test/longest-first.ts';
import { ownProcess } from './test/own-process.ts';
import { shaderHashModule } from './src/build/shader-hash-module.ts';
import { buildConstants } from './vite.config.ts';

const SECOND = 1000;
/** A cold shader cache on a busy machine: the limits are there to end what hangs, not to measure. */
const KERNEL_TESTS = {
  environment: 'node',
  globalSetup: ['test/setup.ts'],
  testTimeout: 180 * SECOND,
  hookTimeout: 180 * SECOND,
  maxWorkers: 2,
  sequence: { groupOrder: 1 },
} as const;
const NODE_TESTS = [
  'src/**/*.test.{ts,tsx}',
  'shaders/**/*.test.ts',
  'server/**/*.test.ts',
  'bench/**/*.test.ts',
  'test/node/**/*.test.ts',
];
/** Earlier builds that the bench keeps, and what has a project of its own. */
const NO_TESTS = ['**/node_modules/**', 'bench/.cache/**', '{server,bench}/**/*.database.test.ts'];
const OWN_PROCESS = ownProcess();

/** Lavapipe's lanes, and the bits of the vector that has as many floats. */
const SUBGROUPS = [
  { lanes: 4, width: 128 },
  { lanes: 16, width: 512 },
] as const;

/** Lavapipe is Linux's; a vector of 512 bits is AVX-512's. */
function subgroupProjects() {
  if (process.platform !== 'linux') return [];
  const hasAvx512 = readFileSync('/proc/cpuinfo', 'utf8').includes(' avx512f ');
  if (!hasAvx512) process.stderr.write('NOT TESTED: subgroups of 16, because this processor has no AVX-512.\n');
  return SUBGROUPS.filter(({ lanes }) => lanes <= 8 || hasAvx512).map(({ lanes, width }) => ({
    extends: true as const,
    test: {
      ...KERNEL_TESTS,
      globalSetup: [...KERNEL_TESTS.globalSetup],
      name: `subgroups-${lanes}`,
      include: ['test/subgroups/**/*.test.ts'],
      env: { LP_NATIVE_VECTOR_WIDTH: String(width), TOKAMARK_SUBGROUP_SIZE: String(lanes) },
    },
  }));
}
/** Both kinds of stories in browsers. */
const BROWSER_TESTS = {
  environment: 'node',
  globalSetup: ['test/setup.ts', 'test/setup-browsers.ts', 'test/setup-python.ts'],
  testTimeout: 300 * SECOND,
  hookTimeout: 120 * SECOND,
} as const;
/** What judges no time: two of these at once, since one leaves a core idle while it starts, compiles or draws. */
const UNTIMED = [
  ...[
    'board',
    'compare',
    'driven',
    'duel',
    'feel',
    'learn',
    'no-gpu',
    'own-server',
    'pages',
    'parity',
    'receipt',
    'what-if',
  ],
].map((story) => `test/browsers/${story}.test.ts`);
/** No browser, and judged by a clock as a person's run is: nothing else may run beside it. */
const ALONE = ['test/node/board-run.test.ts'];
/** Where .ci/run wants vitest's JSON report. */
const REPORT = process.env['TOKAMARK_TEST_REPORT'];

export default defineConfig({
  define: buildConstants(),
  plugins: [shaderHashModule()],
  test: {
    // Dawn's objects end with their process: one process a file, but for those that need none.
    pool: 'forks',
    isolate: true,
    sequence: { sequencer: LongestFirst },
    reporters: [
      'default',
      ...(process.stdout.isTTY ? [] : [new Announce()]),
      ...(REPORT === undefined ? [] : ['json']),
    ],
    outputFile: REPORT === undefined ? {} : { json: REPORT },
    projects: [
      {
        extends: true,
        test: {
          ...KERNEL_TESTS,
          name: 'node',
          isolate: false,
          globalSetup: ['test/setup-python.ts'],
          include: NODE_TESTS,
          exclude: [...NO_TESTS, ...OWN_PROCESS],
          // Files share a process only while the next one is of the same project: first all of these.
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          ...KERNEL_TESTS,
          name: 'dawn',
          globalSetup: [...KERNEL_TESTS.globalSetup, 'test/setup-null-hardware.ts', 'test/setup-python.ts'],
          include: [...OWN_PROCESS],
          exclude: [...NO_TESTS, ...ALONE, 'test/{browsers,stories,screens,subgroups}/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'board',
          environment: 'node',
          globalSetup: ['server/board/test/setup-databases.ts'],
          include: ['{server/board/src,bench/board}/**/*.database.test.ts'],
          testTimeout: 120 * SECOND,
          hookTimeout: 60 * SECOND,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      ...subgroupProjects(),
      {
        extends: true,
        test: {
          ...BROWSER_TESTS,
          globalSetup: [...BROWSER_TESTS.globalSetup],
          name: 'pages',
          include: UNTIMED,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          ...BROWSER_TESTS,
          globalSetup: [...BROWSER_TESTS.globalSetup],
          name: 'browsers',
          include: ['test/browsers/**/*.test.ts', ...ALONE],
          exclude: ['**/node_modules/**', ...UNTIMED],
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
