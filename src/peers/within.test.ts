import { describe, expect, it } from 'vitest';
import { seconds } from '../foundation/units';
import { within } from './within';

const wait = (limit: number, signal: AbortSignal | null = null) => ({
  limit: seconds(limit),
  signal,
  name: 'wllama INT4',
});
const never = new Promise<never>(() => undefined);

describe('what a peer is waited for', () => {
  it('is its answer, or what it throws', async () => {
    await expect(within(Promise.resolve(3), wait(1))).resolves.toBe(3);
    await expect(within(Promise.reject(new Error('out of shaders')), wait(1))).rejects.toThrow('out of shaders');
  });

  it('is no longer than its limit', async () => {
    await expect(within(never, wait(0.01))).rejects.toMatchObject({
      ...{ code: 'peer', message: 'wllama INT4 did not answer within 0 s, and was ended.', where: 'wllama INT4' },
    });
  });

  it('is over at once where the run is cancelled, before or meanwhile', async () => {
    const controller = new AbortController();
    const waiting = within(never, wait(60, controller.signal));
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await expect(within(never, wait(60, controller.signal))).rejects.toMatchObject({ code: 'cancelled' });
  });
});
