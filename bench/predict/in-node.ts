/** Our engine under Dawn in this process. Tuning is remembered from one run to the next, as the command does, and forgotten at the end. */
import { totalmem } from 'node:os';
import { clockResolution, systemClock } from '../../src/benchmark/clock';
import { nodeEnvironment } from '../../src/cli/environment';
import { bytes } from '../../src/foundation/units';
import { storeInMemory } from '../../src/tuning/store';
import { createEngine } from '../../src/worker/engine';
import { NO_LOCK } from '../../src/worker/gpu-lock';
import { unwrap } from '../../src/foundation/outcome';
import type { Place } from './runs';

/** Held for the life of the process: Dawn's objects crash it when they are collected. */
const kept: GPU[] = [];

export async function inNode(): Promise<Place> {
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  const gpu = create([]);
  kept.push(gpu);
  const engine = createEngine({
    gpu,
    environment: () => nodeEnvironment(clockResolution(systemClock)),
    memory: bytes(totalmem()),
    tuningStore: storeInMemory(),
    gpuLock: NO_LOCK,
  });
  return {
    run: async (request) => JSON.stringify(unwrap(await engine.run(request, () => undefined))),
    close: () => Promise.resolve(),
  };
}
