/** The adapter and the power preference that `run`, `generate` and `check` take. */
import type { PowerPreference } from '../worker/protocol';
import type { AdapterChoice } from './adapter-choice';
import type { Given } from './given';

interface Asked {
  readonly adapter: AdapterChoice | null;
  readonly power: PowerPreference | null;
}

/** A power preference may be given as --power or as the adapter; two different ones contradict each other. */
export function onAdapter<Read extends Asked>({ adapter, power, ...read }: Read, given: Given) {
  const chosen = adapter?.kind === 'preferred' ? adapter.power : power;
  if (chosen !== power && power !== null) {
    throw given.refusal('--adapter and --power ask for different power preferences.', '--power');
  }
  const preference = chosen ?? 'high-performance';
  return { ...read, power: preference, adapter: adapter ?? { kind: 'preferred' as const, power: preference } };
}
