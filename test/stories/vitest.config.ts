/**
 * What takes longer than `npm test` should: `npm run stories` has both browsers tell every story from its beginning to its end, and
 * `npm run screenshots` takes the pictures that are to be looked at.
 */
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { shaderHashModule } from '../../src/build/shader-hash-module.ts';
import { buildConstants } from '../../vite.config.ts';
import { Announce } from '../announce.ts';

const SECOND = 1000;
const ROOT = resolve(import.meta.dirname, '../..');
const STORY = {
  environment: 'node',
  testTimeout: 300 * SECOND,
  hookTimeout: 120 * SECOND,
} as const;

export default defineConfig({
  root: ROOT,
  define: buildConstants(),
  plugins: [shaderHashModule()],
  test: {
    pool: 'forks',
    // One browser at a time: the software adapters use the whole processor.
    fileParallelism: false,
    maxWorkers: 1,
    reporters: ['default', new Announce()],
    projects: [
      {
        extends: true,
        test: {
          ...STORY,
          globalSetup: ['test/setup-browsers.ts', 'test/setup-python.ts'],
          name: 'stories',
          include: ['test/stories/**/*.test.ts', 'test/browsers/**/*.test.ts'],
          env: { TOKAMARK_STORIES: 'all' },
        },
      },
      {
        extends: true,
        test: {
          ...STORY,
          globalSetup: ['test/setup-browsers.ts'],
          name: 'screens',
          include: ['test/screens/**/*.test.ts'],
        },
      },
    ],
  },
});
