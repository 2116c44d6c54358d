/** The protocol's `allocate`: how much memory this device gives, on request. A software adapter's is the machine's: a share of it at most. */
import { SOFTWARE_SHARE } from '../benchmark/memory';
import { allocateUpTo, type Allocated } from '../device/allocation';
import type { GpuContext } from '../device/context';
import { bytes, type Bytes } from '../foundation/units';

/** @param memory of the machine; null where the place does not say */
export function allocate(
  context: GpuContext,
  most: Bytes,
  memory: Bytes | null,
  signal: AbortSignal,
): Promise<Allocated> {
  const ownMost = context.granted.software && memory !== null ? memory * SOFTWARE_SHARE : Infinity;
  return allocateUpTo(context, bytes(Math.min(most, ownMost)), signal);
}
