/** Refuses what cannot fit before it is tried. WebGPU does not say how much memory a GPU has; a software adapter's is known. */
import type { GpuContext } from '../device/context';
import { TokamarkError } from '../foundation/errors';
import type { Bytes } from '../foundation/units';
import type { ModelFormat } from '../kernels/format';
import type { ModelConfig } from '../model/config';
import { expectedWeightBytes } from '../model/weights/weights';

/** Of main memory, for weights: the rest is for the system, the cache and the copy that a check makes. */
const SHARE = 0.6;

/**
 * @param memory main memory; null where it is not known
 * @throws TokamarkError `too-large` with the numbers
 */
export function assertMemory(
  context: GpuContext,
  config: ModelConfig,
  format: ModelFormat,
  memory: Bytes | null,
): void {
  if (memory === null || !context.granted.software) return;
  const needed = expectedWeightBytes(config, format);
  if (needed <= memory * SHARE) return;
  const gigabytes = (value: number) => `${(value / 2 ** 30).toFixed(1)} GiB`;
  throw new TokamarkError({
    code: 'too-large',
    message: `${config.name} at ${format.toUpperCase()} needs ${gigabytes(needed)} for its weights, and this software adapter may take ${gigabytes(memory * SHARE)} of ${gigabytes(memory)}.`,
    where: config.name,
    remedy: 'Choose a smaller shape or INT4 alone.',
  });
}
