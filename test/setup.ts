/** Before the first test: a WebGPU adapter, installed where that is missing. Never a skip: no adapter, no test run. */

import { ensureAdapter } from '../src/setup/ensure';
import { requireReady } from './require-ready';

export default async function setup(): Promise<void> {
  requireReady(await ensureAdapter());
}
