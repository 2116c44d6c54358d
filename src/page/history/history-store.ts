/**
 * The page's finished runs, kept in the browser: one record a run. One that cannot be read is put aside under another key and
 * said; the others stay. Not what is imported: other people's results are never written here.
 */
import { createStore, del, entries, set, type UseStore } from 'idb-keyval';
import { parseResult, toJson } from '../../report/json';
import type { Result } from '../../report/schema';

export interface KeptRun {
  readonly id: string;
  readonly result: Result;
}

export interface HistoryStore {
  readonly keep: (result: Result) => Promise<void>;
  /** From the newest to the oldest; and how many were put aside just now. */
  readonly list: () => Promise<{ readonly runs: readonly KeptRun[]; readonly damaged: number }>;
  readonly remove: (id: string) => Promise<void>;
}

/** Any storage of values by key; what it gives back is outside input. */
export interface Records {
  readonly all: () => Promise<readonly (readonly [key: string, value: unknown])[]>;
  readonly write: (key: string, value: unknown) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
}

const RUN = 'run ';
const DAMAGED = 'damaged ';

export function historyStore(records: Records, newKey: () => string): HistoryStore {
  return {
    keep: (result) => records.write(`${RUN}${result.startedAt} ${newKey()}`, toJson(result)),
    list: async () => {
      const runs: KeptRun[] = [];
      let damaged = 0;
      for (const [id, value] of await records.all()) {
        if (!id.startsWith(RUN)) continue;
        const result = read(value);
        if (result !== null) {
          runs.push({ id, result });
          continue;
        }
        await records.write(DAMAGED + id.slice(RUN.length), value);
        await records.remove(id);
        damaged += 1;
      }
      return { runs: runs.sort((a, b) => (a.id < b.id ? 1 : -1)), damaged };
    },
    remove: (id) => records.remove(id),
  };
}

function read(value: unknown): Result | null {
  try {
    return typeof value === 'string' ? parseResult(value) : null;
  } catch {
    return null;
  }
}

export function indexedDbRecords(): Records {
  let opened: UseStore | undefined;
  // Not before something is asked: a browser may refuse storage to this page.
  const store = (): UseStore => (opened ??= createStore('tokamark-history', 'runs'));
  return {
    all: async () => entries<string, unknown>(store()),
    write: async (key, value) => set(key, value, store()),
    remove: async (key) => del(key, store()),
  };
}
