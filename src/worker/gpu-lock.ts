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

/** A tab that has just ended its run gives the lock back a moment after it says so. */
const GRACE_MILLISECONDS = 500;

/** Of all pages of one origin. */
export function webLock(
  locks: Locks,
  pause = () => new Promise((resolve) => setTimeout(resolve, GRACE_MILLISECONDS)),
): GpuLock {
  return {
    during: async <T>(work: (alone: boolean) => Promise<T>): Promise<T> => {
      const asked = { begun: false };
      const ask = (last: boolean): Promise<{ readonly value: T } | null> =>
        locks.request(LOCK_NAME, { ifAvailable: true }, async (lock) => {
          if (lock === null && !last) return null;
          asked.begun = true;
          return { value: await work(lock !== null) };
        });
      try {
        const first = await ask(false);
        if (first !== null) return first.value;
        await pause();
        const second = await ask(true);
        if (second !== null) return second.value;
      } catch (thrown) {
        if (asked.begun) throw thrown;
      }
      // A page without an origin of its own may not ask for locks: nobody can say whether it is alone.
      return work(true);
    },
  };
}
