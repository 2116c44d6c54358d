/** `npm run screenshots`: pictures of every room and state, into test/output/screens (test/browsers/screens.test.ts). */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const vitest = resolve(import.meta.dirname, '../node_modules/vitest/vitest.mjs');
const parameters = [vitest, 'run', '--project', 'browsers', 'test/browsers/screens.test.ts'];
const { status } = spawnSync(process.execPath, parameters, {
  stdio: 'inherit',
  env: { ...process.env, TOKAMARK_SCREENS: '1' },
});
process.exit(status ?? 1);
