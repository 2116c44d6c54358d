/**
 * Two projects: `node` is every unit test, with kernels and model on Dawn; `browsers` drives the built page in Chromium and
 * Firefox. One after the other, so that the slow software adapters do not share the processor.
 */

import { defineConfig } from 'vitest/config';
import { Announce } from './test/announce.ts';
import { shaderHashModule } from './src/build/shader-hash-module.ts';
import { buildConstants } from './vite.config.ts';

const SECOND = 1000;
/** Where .ci/run wants vitest's JSON report. */
const REPORT = process.env['TOKAMARK_TEST_REPORT'];

export default defineConfig({
  define: buildConstants(),
  plugins: [shaderHashModule()],
  test: {
    // Dawn's objects end with their process: one process a file, and none shared between files.
    pool: 'forks',
    isolate: true,
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
          name: 'node',
          environment: 'node',
          include: [
            'src/**/*.test.ts',
            'shaders/**/*.test.ts',
            'server/**/*.test.ts',
            'bench/**/*.test.ts',
            'test/node/**/*.test.ts',
          ],
          // Earlier builds that the bench keeps.
          exclude: ['**/node_modules/**', 'bench/.cache/**'],
          globalSetup: ['test/setup.ts'],
          // A cold shader cache on a busy machine: the limit is there to end what hangs, not to measure.
          testTimeout: 180 * SECOND,
          hookTimeout: 60 * SECOND,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browsers',
          environment: 'node',
          include: ['test/browsers/**/*.test.ts'],
          globalSetup: ['test/setup.ts', 'test/setup-browsers.ts'],
          testTimeout: 300 * SECOND,
          hookTimeout: 120 * SECOND,
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
