/** Whether another tab is noticed, with locks that a test holds. The real ones are in test/browsers. */
import { describe, expect, it } from 'vitest';
import { NO_LOCK, webLock } from './gpu-lock';

/** Like LockManager with ifAvailable, of one name. */
function locks() {
  let held = false;
  return {
    isHeld: () => held,
    request: async <T>(_name: string, _options: object, callback: (lock: object | null) => Promise<T>): Promise<T> => {
      if (held) return callback(null);
      held = true;
      try {
        return await callback({});
      } finally {
        held = false;
      }
    },
  };
}

const say = (alone: boolean): Promise<boolean> => Promise.resolve(alone);

describe('the lock', () => {
  it('is held while the work goes on, and free for the next', async () => {
    const shared = locks();
    const lock = webLock(shared);
    expect(await lock.during((alone) => Promise.resolve([alone, shared.isHeld()]))).toEqual([true, true]);
    expect(shared.isHeld()).toBe(false);
    expect(await lock.during(say)).toBe(true);
  });

  it('tells who comes second that it is not alone, and lets it work', async () => {
    const shared = locks();
    const [first, second] = [webLock(shared), webLock(shared)];
    expect(await first.during(async (alone) => [alone, await second.during(say)])).toEqual([true, false]);
  });

  it('is not missed where its holder is just ending', async () => {
    const shared = locks();
    let end = (): void => undefined;
    const first = webLock(shared).during(() => new Promise<void>((resolve) => (end = resolve)));
    const second = webLock(shared, async () => {
      end();
      await first;
    });
    expect(await second.during(say)).toBe(true);
  });

  it('is free again after work that failed, whose error stays what it was', async () => {
    const shared = locks();
    const lock = webLock(shared);
    await expect(lock.during(() => Promise.reject(new Error('of the work')))).rejects.toThrow('of the work');
    expect(shared.isHeld()).toBe(false);
  });

  it('hinders nothing where a page may not ask for locks', async () => {
    const refusing = webLock({ request: () => Promise.reject(new Error('no origin')) });
    expect(await refusing.during(say)).toBe(true);
    expect(await NO_LOCK.during(say)).toBe(true);
  });
});
