/** Starts the worker of one peer, beside the worker of our own engine: it can be ended whatever it does, and takes nothing along. Browser only. */
import { callPeer } from './peer-line';
import type { PeerWork } from './peer-work';
import { failureOf } from './worker-failure';

export interface SpawnedPeer {
  readonly work: PeerWork;
  /** Rejects when the worker fails as a whole: its code cannot be loaded, or something in it was not caught. */
  readonly failed: Promise<never>;
  readonly terminate: () => void;
}

export function spawnPeer(name: string): SpawnedPeer {
  const worker = new Worker(new URL('./peer-worker.ts', import.meta.url), { type: 'module', name });
  return {
    work: callPeer(worker),
    failed: failureOf(worker),
    terminate: () => worker.terminate(),
  };
}
