import { describe, expect, it } from 'vitest';
import { lossOf, unlessLost } from './lost';

const lossFor = (lost: Promise<GPUDeviceLostInfo>) => lossOf({ lost });
const INFO: GPUDeviceLostInfo = { __brand: 'GPUDeviceLostInfo', reason: 'unknown', message: 'the driver was reset' };
const never = new Promise<never>(() => undefined);

describe('an engine whose device is lost', () => {
  it('does not leave anybody waiting, and says what the browser says', async () => {
    await expect(unlessLost(lossFor(Promise.resolve(INFO)), never)).rejects.toMatchObject({
      ...{ code: 'device-lost', message: 'Its device was lost.', details: 'unknown: the driver was reset' },
    });
  });

  it('is as it is otherwise', async () => {
    await expect(unlessLost(lossFor(never), Promise.resolve(3))).resolves.toBe(3);
    await expect(unlessLost(lossFor(never), Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
