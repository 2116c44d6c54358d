/** What a device's failures become: typed errors, in whatever call meets them first. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { gpu, withDevice } from '../../test/fixtures/device';
import type { GpuContext } from './context';
import { openContext } from './open';

const fresh = () => openContext(gpu, 'high-performance');

/** A copy that is out of bounds: the device finds it, this side does not. */
function submitNonsense({ device, buffers }: GpuContext): void {
  const [from, to] = [buffers.create('from', 16), buffers.create('to', 16)];
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(from, 0, to, 0, 4096);
  device.queue.submit([encoder.finish()]);
  buffers.destroy(from, to);
}

describe('a device that is lost', () => {
  const LOST = { name: 'TokamarkError', code: 'device-lost', remedy: expect.stringContaining('run again') };

  it('is a typed error of whatever waits for it', async () => {
    const context = await fresh();
    const buffer = context.buffers.create('data', 64);
    context.device.destroy();
    await expect(context.settled()).rejects.toMatchObject(LOST);
    await expect(context.settled()).rejects.toMatchObject(LOST);
    await expect(context.read(buffer, 0, 64)).rejects.toMatchObject(LOST);
    await expect(context.guarded('work', () => 1)).rejects.toMatchObject(LOST);
  });

  it('is found by a read under way', async () => {
    const context = await fresh();
    const reading = context.read(context.buffers.create('data', 64), 0, 64);
    context.device.destroy();
    await expect(reading).rejects.toMatchObject(LOST);
  });

  it('is found by guarded work under way', async () => {
    const context = await fresh();
    const work = context.guarded('work', async () => {
      context.device.destroy();
      await context.device.queue.onSubmittedWorkDone();
    });
    await expect(work).rejects.toMatchObject(LOST);
  });

  it('is no failure where we closed it', async () => {
    const context = await fresh();
    context.close();
    await context.device.lost;
    expect(() => context.assertAlive()).not.toThrow();
    expect(context.buffers.current).toBe(0);
  });
});

describe('what the device refuses', () => {
  const context = withDevice();

  it('is an error of guarded work, and over with it', async () => {
    await expect(context().guarded('work', () => submitNonsense(context()))).rejects.toMatchObject({
      name: 'TokamarkError',
      code: 'internal',
      message: expect.stringContaining('refused'),
    });
    await expect(context().guarded('work', () => 'again')).resolves.toBe('again');
  });

  it('does not hide what the work itself threw', async () => {
    const work = context().guarded('work', () => {
      submitNonsense(context());
      throw new RangeError('ours');
    });
    await expect(work).rejects.toThrow('ours');
    await context().settled();
  });

  it('is remembered where nobody guarded it', async () => {
    const unguarded = await fresh();
    submitNonsense(unguarded);
    await unguarded.device.queue.onSubmittedWorkDone();
    await expect(unguarded.settled()).rejects.toMatchObject({ name: 'TokamarkError', code: 'internal' });
    unguarded.close();
  });

  it('is out-of-memory where memory was what it lacked', async () => {
    const full = await fresh();
    // No test should fill a machine's memory: the event that a device sends then, sent by hand.
    const error = new GPUOutOfMemoryError('none left');
    full.device.dispatchEvent(new GPUUncapturedErrorEvent('uncapturederror', { error }));
    expect(() => full.assertAlive()).toThrow(expect.objectContaining({ code: 'out-of-memory', details: 'none left' }));
    full.close();
  });
});

describe('how soon the device says that it is idle', () => {
  const context = withDevice();
  afterEach(() => vi.restoreAllMocks());

  it('is known where it is late, as in Firefox, and is of no interest where it is at once', async () => {
    await context().noticeSlowness();
    expect(context().slowAnswer).toBeNull();
    const after = (milliseconds: number) => () =>
      new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), milliseconds));
    vi.spyOn(context().device.queue, 'onSubmittedWorkDone').mockImplementation(after(60));
    await context().noticeSlowness();
    expect(context().slowAnswer).toBeGreaterThan(0.055);
    expect(context().slowAnswer).toBeLessThan(0.3);
  });
});
