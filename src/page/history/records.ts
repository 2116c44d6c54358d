/** Results by key in a browser's storage. One that cannot be read is put aside under another key; the others stay. */
import { createStore, del, entries, set, type UseStore } from 'idb-keyval';
import { parseResult } from '../../report/json';
import type { Result } from '../../report/schema';

/** Any storage of values by key; what it gives back is outside input. */
export interface Records {
  readonly all: () => Promise<readonly (readonly [key: string, value: unknown])[]>;
  readonly write: (key: string, value: unknown) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
}

const RUN = 'run ';
const DAMAGED = 'damaged ';

export const runKey = (name: string): string => RUN + name;

/** Null: it could not be read, and was put aside just now. @param isWanted whether to look at a key */
export async function readRuns(
  records: Records,
  isWanted: (key: string) => Promise<boolean> = () => Promise.resolve(true),
): Promise<readonly { readonly id: string; readonly result: Result | null }[]> {
  const runs: { readonly id: string; readonly result: Result | null }[] = [];
  for (const [id, value] of await records.all()) {
    if (!id.startsWith(RUN) || !(await isWanted(id))) continue;
    const result = read(value);
    if (result === null) {
      await records.write(DAMAGED + id.slice(RUN.length), value);
      await records.remove(id);
    }
    runs.push({ id, result });
  }
  return runs;
}

function read(value: unknown): Result | null {
  try {
    return typeof value === 'string' ? parseResult(value) : null;
  } catch {
    return null;
  }
}

export function indexedDbRecords(name: string): Records {
  let opened: UseStore | undefined;
  // Not before something is asked: a browser may refuse storage to this page.
  const store = (): UseStore => (opened ??= createStore(name, 'runs'));
  return {
    all: async () => entries<string, unknown>(store()),
    write: async (key, value) => set(key, value, store()),
    remove: async (key) => del(key, store()),
  };
}
