/**
 * Keeps the run that goes on, so that what was measured survives a reload or a crash of the tab; at the next start it is handed
 * out as what it is. Finished runs are not its matter. One record a run; a run of another tab is not touched.
 */
import { createStore, del, entries, set, type UseStore } from 'idb-keyval';
import { parseResult, toJson } from '../report/json';
import type { Result } from '../report/schema';

/** What an earlier run has left. */
export interface Found {
  readonly key: string;
  /** Null where it cannot be read: then it has been kept aside. */
  readonly result: Result | null;
}

export interface UnfinishedRuns {
  /** What lies there and belongs to no run that still goes on. Empty where the browser gives no storage. */
  readonly found: () => Promise<readonly Found[]>;
  readonly dismiss: (key: string) => Promise<void>;
  /** `result` is asked for at most once a second. */
  readonly changed: (result: () => Result | null) => void;
  /** The run has ended, however it did: the page has its result. */
  readonly ended: () => void;
}

/** What is kept of a browser's storage; tests give a Map. */
export interface TextStore {
  readonly all: () => Promise<readonly (readonly [key: string, value: unknown])[]>;
  /** Null removes it. */
  readonly write: (key: string, value: unknown) => Promise<void>;
}

/** Whether a run of another tab goes on. */
export interface RunLocks {
  readonly hold: (key: string, until: Promise<void>) => void;
  readonly isHeld: (key: string) => Promise<boolean>;
}

const RUN = 'run ';
const DAMAGED = 'damaged ';
const MILLISECONDS = 1000;

export function unfinishedRuns(store: TextStore, locks: RunLocks, newKey: () => string): UnfinishedRuns {
  let current: { readonly key: string; readonly release: () => void } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest: () => Result | null = () => null;
  // One after the other, so that nothing is written after it was removed. A browser without storage loses only this.
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): void => {
    last = last.then(work).catch(() => undefined);
  };
  const begin = (): string => {
    const key = RUN + newKey();
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
    inTurn(() => store.write(key, toJson(result)));
  };
  return {
    found: async () => {
      const all = await store.all().catch(() => []);
      const found: Found[] = [];
      for (const [key, value] of all) {
        if (!key.startsWith(RUN) || key === current?.key || (await locks.isHeld(key))) continue;
        const result = readResult(value);
        if (result === null) {
          await store.write(DAMAGED + key.slice(RUN.length), value);
          await store.write(key, null);
        }
        found.push({ key, result });
      }
      return found;
    },
    dismiss: (key) => store.write(key, null),
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
        await store.write(key, null);
        release();
      });
    },
  };
}

function readResult(value: unknown): Result | null {
  try {
    return typeof value === 'string' ? parseResult(value) : null;
  } catch {
    return null;
  }
}

export function indexedDbTexts(): TextStore {
  let opened: UseStore | undefined;
  const store = (): UseStore => (opened ??= createStore('tokamark-unfinished', 'runs'));
  return {
    all: async () =>
      (await entries<IDBValidKey, unknown>(store())).flatMap(([key, value]) =>
        typeof key === 'string' ? [[key, value] as const] : [],
      ),
    write: async (key, value) => (value === null ? del(key, store()) : set(key, value, store())),
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
