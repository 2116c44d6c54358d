import { describe, expect, it } from 'vitest';
import { seconds } from '../foundation/units';
import { within } from './within';

const never = new Promise<never>(() => undefined);

describe('what a peer is waited for', () => {
  it('is its answer, or what it throws', async () => {
    await expect(within(Promise.resolve(3), seconds(1), null)).resolves.toBe(3);
    await expect(within(Promise.reject(new Error('out of shaders')), seconds(1), null)).rejects.toThrow(
      'out of shaders',
    );
  });

  it('is no longer than its limit', async () => {
    await expect(within(never, seconds(0.01), null)).rejects.toMatchObject({ code: 'peer' });
  });

  it('is over at once where the run is cancelled, before or meanwhile', async () => {
    const controller = new AbortController();
    const waiting = within(never, seconds(60), controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await expect(within(never, seconds(60), controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });
});
