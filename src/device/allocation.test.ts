/** Memory taken in steps: as much as was allowed, until a refusal, and all of it given back. */
import { describe, expect, it, vi } from 'vitest';
import { gpu, withDevice } from '../../test/fixtures/device';
import { TokamarkError } from '../foundation/errors';
import { bytes } from '../foundation/units';
import { allocateUpTo, mostToAllocate, PHONE_MOST } from './allocation';
import type { GpuContext } from './context';
import { openContext } from './open';

const never = new AbortController().signal;
const MIB = 2 ** 20;

describe('an allocation test', () => {
  const context = withDevice();

  it('takes what was allowed, step by step, and frees it', async () => {
    const before = context().buffers.current;
    const steps: number[] = [];
    const found = await allocateUpTo(context(), bytes(150 * MIB), never, (held) => steps.push(held / MIB));
    expect(found).toEqual({ bytes: 150 * MIB, refusal: null });
    expect(steps).toEqual([64, 128, 150]);
    expect(context().buffers.current).toBe(before);
  });

  it('takes nothing where nothing is allowed', async () => {
    expect(await allocateUpTo(context(), bytes(0), never)).toEqual({ bytes: 0, refusal: null });
  });

  it('stops at the first refusal with what it had, and frees it', async () => {
    const before = context().buffers.current;
    const restore = refuseAfter(context(), 1);
    const found = await allocateUpTo(context(), bytes(1024 * MIB), never);
    restore();
    expect(found).toEqual({ bytes: 64 * MIB, refusal: 'The GPU has no memory left for an allocation test.' });
    expect(context().buffers.current).toBe(before);
  });

  it('passes on a failure that is no refusal, with everything freed', async () => {
    const before = context().buffers.current;
    const restore = refuseAfter(context(), 1, 'internal');
    await expect(allocateUpTo(context(), bytes(1024 * MIB), never)).rejects.toMatchObject({ code: 'internal' });
    restore();
    expect(context().buffers.current).toBe(before);
  });

  it('ends when it is cancelled, with everything freed', async () => {
    const before = context().buffers.current;
    const controller = new AbortController();
    const run = allocateUpTo(context(), bytes(1024 * MIB), controller.signal, () => controller.abort());
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(context().buffers.current).toBe(before);
  });

  it('counts a lost device as a refusal', async () => {
    const fresh = await openContext(gpu, 'high-performance');
    const run = allocateUpTo(fresh, bytes(1024 * MIB), never, () => fresh.device.destroy());
    expect(await run).toMatchObject({ bytes: 64 * MIB, refusal: expect.stringContaining('lost') });
    expect(fresh.buffers.current).toBe(0);
  });
});

describe('the most that it takes', () => {
  it('is 700 MB on a phone, and elsewhere what was asked for', () => {
    expect(mostToAllocate(bytes(4e9), true)).toBe(PHONE_MOST);
    expect(mostToAllocate(bytes(1e8), true)).toBe(1e8);
    expect(mostToAllocate(bytes(4e9), false)).toBe(4e9);
  });
});

/** As a device that has memory for so many buffers. */
function refuseAfter(
  { buffers }: GpuContext,
  most: number,
  code: 'out-of-memory' | 'internal' = 'out-of-memory',
): () => void {
  const real = buffers.create.bind(buffers);
  let made = 0;
  const spy = vi.spyOn(buffers, 'create').mockImplementation((...args) => {
    made += 1;
    if (made <= most) return real(...args);
    const message = 'The GPU has no memory left for an allocation test.';
    throw new TokamarkError({ code, message, where: '', remedy: '' });
  });
  return () => spy.mockRestore();
}
