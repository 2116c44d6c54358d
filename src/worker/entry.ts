/** The worker's first module: an engine on this worker's WebGPU, served over its message port. Browser only. */
import '../foundation/no-eval';
import { clockResolution, systemClock } from '../benchmark/clock';
import { bytes } from '../foundation/units';
import type { Environment } from '../report/schema';
import { browserOf } from './browser';
import { serve } from './connect';
import { createEngine, preload } from './engine';
import { NO_LOCK, webLock } from './gpu-lock';
import { indexedDbStore } from './indexed-db-store';
import { pagePeers } from './page-peers';

function environment(): Environment {
  return {
    runtime: 'browser',
    ...browserOf(navigator.userAgent),
    dawn: null,
    crossOriginIsolated,
    clockResolutionSeconds: clockResolution(systemClock),
  };
}

// Older browsers have no such property at all, whatever its type says.
const gpu: GPU | undefined = 'gpu' in navigator ? navigator.gpu : undefined;

// Gigabytes, rounded and at most 8; only Chromium says it, and TypeScript's library does not know it.
const memory =
  'deviceMemory' in navigator && typeof navigator.deviceMemory === 'number' ? navigator.deviceMemory : null;

// Only in a secure context, as WebGPU; an old browser may have neither.
const gpuLock = 'locks' in navigator ? webLock(navigator.locks) : NO_LOCK;

/** This module lies in a folder of the page's. */
const PAGE_FOLDER = new URL(/* @vite-ignore */ '..', import.meta.url).href;

/** After the answer: the page draws it first. */
const PRELOAD_MILLISECONDS = 200;

const engine = createEngine({
  gpu,
  environment,
  memory: memory === null ? null : bytes(memory * 2 ** 30),
  tuningStore: indexedDbStore('tokamark', 'tuning'),
  labStore: indexedDbStore('tokamark-lab', 'quality'),
  gpuLock,
  peers: pagePeers(PAGE_FOLDER),
});

serve({
  ...engine,
  describe: async (powerPreference) => {
    const outcome = await engine.describe(powerPreference);
    // Run can be pressed before the rest is here. Where it does not come, the run says so.
    setTimeout(() => void preload().catch(() => undefined), PRELOAD_MILLISECONDS);
    return outcome;
  },
});
