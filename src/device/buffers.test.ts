/** The ledger of GPU buffers on a real device: sums, peaks, what is freed and what is refused. */
import { describe, expect, it } from 'vitest';
import { withDevice } from '../../test/fixtures/device';
import { BufferLedger } from './buffers';

describe('the ledger of buffers', () => {
  const context = withDevice();
  const ledger = (maxStorageBufferBindingSize = 4096) =>
    new BufferLedger(context().device, {
      ...context().granted.limits,
      maxBufferSize: 8192,
      maxStorageBufferBindingSize,
    });

  it('counts what lives, in sixteens, and the most that ever lived', () => {
    const buffers = ledger();
    const a = buffers.create('a', 100);
    const b = buffers.create('b', 1);
    expect([a.size, b.size, buffers.current, buffers.peak]).toEqual([112, 16, 128, 128]);
    buffers.destroy(a);
    expect([buffers.current, buffers.peak]).toEqual([16, 128]);
    buffers.resetPeak();
    buffers.create('c', 32);
    expect([buffers.current, buffers.peak]).toEqual([48, 48]);
    buffers.destroyAll();
    expect([buffers.current, buffers.peak]).toEqual([0, 48]);
  });

  it('does not count a buffer twice that is destroyed twice', () => {
    const buffers = ledger();
    const a = buffers.create('a', 64);
    buffers.create('b', 64);
    buffers.destroy(a, a);
    buffers.destroy(a);
    expect(buffers.current).toBe(64);
    buffers.destroyAll();
  });

  it('gives an upload back as it was', async () => {
    const { buffers } = context();
    const whole = Float32Array.of(1, 2, 3, 4, 5, 6);
    // A view into a larger array: its offset counts.
    const buffer = buffers.upload('upload', whole.subarray(2, 5));
    expect([...new Float32Array(await context().read(buffer, 0, 12))]).toEqual([3, 4, 5]);
    expect([...new Float32Array(await context().read(buffer, 4, 4))]).toEqual([4]);
    buffers.destroy(buffer);
    expect(buffers.current).toBe(0);
  });

  it('frees what a piece of work had made when it fails, and nothing else', async () => {
    const buffers = ledger();
    const before = buffers.create('before', 64);
    const failing = buffers.during(async () => {
      buffers.create('inside', 256);
      await Promise.resolve();
      buffers.create('inside too', 256);
      throw new Error('half way');
    });
    await expect(failing).rejects.toThrow('half way');
    expect([buffers.current, buffers.peak]).toEqual([64, 576]);
    buffers.destroy(before);
  });

  it('says which buffers a piece of work made', async () => {
    const buffers = ledger();
    buffers.create('before', 64);
    const { value, made } = await buffers.during(() => Promise.resolve(buffers.create('inside', 64)));
    buffers.create('after', 64);
    expect(made).toEqual([value]);
    buffers.destroyAll();
  });

  it('frees what a piece of work made within it, and nothing else', async () => {
    const buffers = ledger();
    buffers.create('before', 64);
    expect(await buffers.within(() => Promise.resolve(buffers.create('inside', 64).size))).toBe(64);
    expect(buffers.current).toBe(64);
    buffers.destroyAll();
  });

  it('refuses what one binding cannot hold, with both numbers', () => {
    const buffers = ledger();
    expect(() => buffers.create('LM head', 4097)).toThrow(
      expect.objectContaining({
        name: 'TokamarkError',
        code: 'too-large',
        where: 'LM head',
        message: 'LM head needs 4112 bytes in one buffer, and this adapter allows 4096.',
      }),
    );
    expect(buffers.current).toBe(0);
    expect(buffers.create('exactly', 4096).size).toBe(4096);
    buffers.destroyAll();
  });

  it('holds a buffer that is never bound to the limit of buffers alone', () => {
    const buffers = ledger();
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    expect(buffers.create('staging', 8000, usage).size).toBe(8000);
    expect(() => buffers.create('staging', 8193, usage)).toThrow('this adapter allows 8192');
    buffers.destroyAll();
  });
});
