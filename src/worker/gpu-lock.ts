/** Knows whether another tab of this page uses the GPU: two at once halve each other's numbers. Takes nothing from it. */

export interface GpuLock {
  /** Does `work` whatever others do, and tells it whether it is alone. The lock, where it is free, is held meanwhile. */
  readonly during: <T>(work: (alone: boolean) => Promise<T>) => Promise<T>;
}

/** For a place that has no others, such as a process of its own. */
export const NO_LOCK: GpuLock = { during: (work) => work(true) };

/** What is used of LockManager. */
interface Locks {
  request<T>(name: string, options: { ifAvailable: true }, callback: (lock: object | null) => Promise<T>): Promise<T>;
}

const LOCK_NAME = 'tokamark-gpu';

/** Of all pages of one origin. */
export function webLock(locks: Locks): GpuLock {
  return {
    during: async (work) => {
      const asked = { begun: false };
      try {
        return await locks.request(LOCK_NAME, { ifAvailable: true }, (lock) => {
          asked.begun = true;
          return work(lock !== null);
        });
      } catch (thrown) {
        if (asked.begun) throw thrown;
        // A page without an origin of its own may not ask for locks: nobody can say whether it is alone.
        return work(true);
      }
    },
  };
}

export const ANOTHER_TAB = {
  code: 'another-tab',
  message:
    'Another Tokamark tab is using the GPU: both are slower than one alone would be. Close it or wait for it, and run again.',
} as const;
