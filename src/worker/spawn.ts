/** Starts the dedicated worker in which all GPU work of the page runs. Browser only. */
import { connect } from './connect';
import type { Engine } from './protocol';

export interface SpawnedEngine {
  readonly engine: Engine;
  /** Ends the worker at once, whatever it does; a new one must be spawned afterwards. */
  readonly terminate: () => void;
}

export function spawnEngine(): SpawnedEngine {
  const worker = new Worker(new URL('./entry.ts', import.meta.url), { type: 'module', name: 'tokamark-engine' });
  return { engine: connect(worker), terminate: () => worker.terminate() };
}
