/**
 * Keeps the run that goes on, so that what was measured survives a reload or a crash of the tab; at the next start it joins the finished
 * ones as what it is. One record a run; a run of another tab is not touched.
 */
import { toJson } from '../report/json';
import type { Result } from '../report/schema';
import { readRuns, runKey, runKeys, type Records } from './history/records';

/** Puts a run among those of the page, under the same `name` once. False: the storage does not take it, and the person was told. */
export type KeepRun = (result: Result, name?: string) => Promise<boolean>;

export interface UnfinishedRuns {
  /**
   * What lies there and belongs to no run that still goes on: handed to `keep`, and said once, or until `keep` takes it. Null: one that
   * cannot be read. Empty where the browser gives no storage.
   */
  readonly found: (keep: KeepRun) => Promise<readonly (Result | null)[]>;
  /** `result` is asked for at most once a second. */
  readonly changed: (result: () => Result | null) => void;
  /** The run has ended, however it did. Its record stays for the next start where the result is not kept. */
  readonly ended: (isKept: Promise<boolean>) => void;
}

/** Of all tabs: one is held while its run goes on. */
export interface RunLocks {
  readonly hold: (key: string, until: Promise<void>) => void;
  /** Holds it while `work` goes on; does nothing where it is held already. */
  readonly ifFree: (key: string, work: () => Promise<void>) => Promise<void>;
}

const MILLISECONDS = 1000;

interface Place {
  readonly newKey: () => string;
  /** Does it now, or once nothing is timed. */
  readonly whenFree: (work: () => void) => void;
}

export function unfinishedRuns(records: Records, locks: RunLocks, { newKey, whenFree }: Place): UnfinishedRuns {
  let current: { readonly key: string; readonly release: () => void } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest: () => Result | null = () => null;
  /** Of the run that goes on: what an earlier one still wanted to save is not saved any more. */
  let turn = 0;
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
  const save = (of: number): void => {
    if (of !== turn) return;
    timer = undefined;
    const result = latest();
    if (result === null) return;
    const key = current?.key ?? begin();
    inTurn(() => records.write(key, toJson(result)));
  };
  return {
    found: async (keep) => {
      const all: (Result | null)[] = [];
      const take = async (key: string): Promise<void> => {
        // Read while it is held: another tab may just have taken it.
        for (const { result } of await readRuns(records, (id) => id === key)) {
          all.push(result);
          if (result !== null && (await keep(result, key))) await records.remove(key);
        }
      };
      for (const key of await runKeys(records).catch(() => [])) {
        // One that fails must not hide the others.
        if (key !== current?.key) await locks.ifFree(key, () => take(key)).catch(() => undefined);
      }
      return all;
    },
    changed: (result) => {
      latest = result;
      const own = turn;
      timer ??= setTimeout(() => whenFree(() => save(own)), MILLISECONDS);
    },
    ended: (isKept) => {
      clearTimeout(timer);
      timer = undefined;
      turn += 1;
      if (current === null) return;
      const { key, release } = current;
      current = null;
      inTurn(async () => {
        try {
          if (await isKept) await records.remove(key);
        } finally {
          release();
        }
      });
    },
  };
}

/** Of all tabs of this origin; where there are no locks, every run is taken for one that has ended. */
export function webRunLocks(): RunLocks {
  const locks: LockManager | null = 'locks' in navigator ? navigator.locks : null;
  return {
    hold: (key, until) => void locks?.request(`tokamark ${key}`, () => until).catch(() => undefined),
    ifFree: async (key, work) => {
      if (locks === null) return work();
      await locks.request(`tokamark ${key}`, { ifAvailable: true }, (lock) => (lock === null ? undefined : work()));
    },
  };
}
