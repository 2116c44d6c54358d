/** Before the first browser test: the two browsers, and a page built from the sources as they are. */

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureBrowsers } from '../src/setup/ensure';
import { requireReady } from './require-ready';

export default async function setup(): Promise<void> {
  requireReady(await ensureBrowsers());
  execFileSync(process.execPath, [fileURLToPath(new URL('../src/build/build.mjs', import.meta.url))], {
    stdio: 'inherit',
  });
}
