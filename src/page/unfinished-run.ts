/**
 * Keeps the run that goes on, so that what was measured survives a reload or a crash of the tab; at the next start it joins the finished
 * ones as what it is. One record a run; a run of another tab is not touched.
 */
import { toJson } from '../report/json';
import type { Result } from '../report/schema';
import { readRuns, runKey, type Records } from './history/records';

export interface UnfinishedRuns {
  /**
   * What lies there and belongs to no run that still goes on: each is said once, and handed to `keep`. Null: one that cannot be read,
   * and was put aside. Empty where the browser gives no storage.
   */
  readonly found: (keep: (result: Result) => Promise<void>) => Promise<readonly (Result | null)[]>;
  /** `result` is asked for at most once a second. */
  readonly changed: (result: () => Result | null) => void;
  /** The run has ended, however it did: the page has its result. */
  readonly ended: () => void;
}

/** Whether a run of another tab goes on. */
export interface RunLocks {
  readonly hold: (key: string, until: Promise<void>) => void;
  readonly isHeld: (key: string) => Promise<boolean>;
}

const MILLISECONDS = 1000;

export function unfinishedRuns(records: Records, locks: RunLocks, newKey: () => string): UnfinishedRuns {
  let current: { readonly key: string; readonly release: () => void } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest: () => Result | null = () => null;
  // One after the other, so that nothing is written after it was removed. A browser without storage loses only this.
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): void => {
    last = last.then(work).catch(() => undefined);
  };
  const begin = (): string => {
    const key = runKey(newKey());
    let release = (): void => undefined;
    locks.hold(key, new Promise((resolve) => (release = resolve)));
    current = { key, release };
    return key;
  };
  const save = (): void => {
    timer = undefined;
    const result = latest();
    if (result === null) return;
    const key = current?.key ?? begin();
    inTurn(() => records.write(key, toJson(result)));
  };
  return {
    found: async (keep) => {
      const isLeft = async (key: string) => key !== current?.key && !(await locks.isHeld(key));
      const all = await readRuns(records, isLeft).catch(() => []);
      for (const { id, result } of all) {
        if (result !== null) await keep(result).then(() => records.remove(id));
      }
      return all.map(({ result }) => result);
    },
    changed: (result) => {
      latest = result;
      timer ??= setTimeout(save, MILLISECONDS);
    },
    ended: () => {
      clearTimeout(timer);
      timer = undefined;
      if (current === null) return;
      const { key, release } = current;
      current = null;
      inTurn(async () => {
        await records.remove(key);
        release();
      });
    },
  };
}

/** Of all tabs of this origin; where there are no locks, every run is taken for one that has ended. */
export function webRunLocks(): RunLocks {
  const locks: LockManager | null = 'locks' in navigator ? navigator.locks : null;
  return {
    hold: (key, until) => void locks?.request(`tokamark ${key}`, () => until).catch(() => undefined),
    isHeld: async (key) => {
      const held = await locks?.request(`tokamark ${key}`, { ifAvailable: true }, (lock) => lock === null);
      return held ?? false;
    },
  };
}
