/** The adapter and the power preference that `run`, `generate`, `check` and `models` take. */
import type { PowerPreference } from '../worker/protocol';
import type { AdapterChoice } from './adapter-choice';
import type { Given } from './given';

interface Asked {
  readonly adapter: AdapterChoice | null;
  readonly gpu: PowerPreference | null;
}

/** A power preference may be given as --gpu or as the adapter; two different ones contradict each other. */
export function onAdapter<Read extends Asked>({ adapter, gpu, ...read }: Read, given: Given) {
  const chosen = adapter?.kind === 'preferred' ? adapter.power : gpu;
  if (chosen !== gpu && gpu !== null) {
    throw given.refusal('--adapter and --gpu ask for different GPUs.', '--gpu');
  }
  const preference = chosen ?? 'high-performance';
  return { ...read, preference, adapter: adapter ?? { kind: 'preferred' as const, power: preference } };
}
