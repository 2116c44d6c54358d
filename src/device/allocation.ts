/**
 * How much memory a device gives, found by taking it in small steps until it refuses: only where a person asks for it, and never more than
 * they allow. Everything is freed before it answers.
 */
import { TokamarkError } from '../foundation/errors';
import { throwIfCancelled } from '../foundation/cancel';
import { bytes, type Bytes } from '../foundation/units';
import type { GpuContext } from './context';

export interface Allocated {
  /** That the device held at once. */
  readonly bytes: Bytes;
  /** What the device said when it gave no more; null where the most that was allowed was reached. */
  readonly refusal: string | null;
}

/** Small, so that what a refusal costs the system is little. */
const STEP = 64 * 2 ** 20;

/** A phone ends a page that takes much more. */
export const PHONE_MOST = bytes(700e6);

/** What an allocation test may take: what a person asked for, on a phone never more than 700 MB. */
export const mostToAllocate = (asked: Bytes, isPhone: boolean): Bytes =>
  isPhone ? bytes(Math.min(asked, PHONE_MOST)) : asked;

/** @throws TokamarkError `cancelled` between two steps, with everything freed */
export async function allocateUpTo(
  context: GpuContext,
  most: Bytes,
  signal: AbortSignal,
  onStep: (bytes: Bytes) => void = () => undefined,
): Promise<Allocated> {
  const { buffers } = context;
  const step = Math.min(STEP, buffers.mostStorage());
  const found = await buffers.within(async (): Promise<Allocated> => {
    let held = 0;
    while (held < most) {
      throwIfCancelled(signal);
      const size = Math.min(step, most - held);
      try {
        await take(context, size);
      } catch (thrown) {
        if (thrown instanceof TokamarkError && REFUSALS.some((code) => code === thrown.code)) {
          return { bytes: bytes(held), refusal: thrown.message };
        }
        throw thrown;
      }
      held += size;
      onStep(bytes(held));
    }
    return { bytes: bytes(held), refusal: null };
  });
  // What was freed is given back before anything else is measured.
  await context.settled().catch(() => undefined);
  return found;
}

const REFUSALS = ['out-of-memory', 'device-lost'] as const;

/** Made and written, since some systems give memory only to what is written. */
async function take(context: GpuContext, size: number): Promise<void> {
  const { device, buffers } = context;
  await context.guarded('an allocation test', () => {
    const buffer = buffers.create('allocation test', size);
    const encoder = device.createCommandEncoder({ label: 'allocation test' });
    encoder.clearBuffer(buffer);
    device.queue.submit([encoder.finish()]);
  });
  await context.settled();
}
