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

export interface StoredRun {
  readonly id: string;
  /** Null: it cannot be read, and is put aside now where the storage takes it. */
  readonly result: Result | null;
}

export const runKeys = async (records: Records): Promise<readonly string[]> =>
  (await records.all()).map(([key]) => key).filter((key) => key.startsWith(RUN));

export async function readRuns(
  records: Records,
  isWanted: (id: string) => boolean = () => true,
): Promise<readonly StoredRun[]> {
  const runs: StoredRun[] = [];
  for (const [id, value] of await records.all()) {
    if (!id.startsWith(RUN) || !isWanted(id)) continue;
    const result = read(value);
    if (result === null) await putAside(records, id, value).catch(() => undefined);
    runs.push({ id, result });
  }
  return runs;
}

async function putAside(records: Records, id: string, value: unknown): Promise<void> {
  await records.write(DAMAGED + id.slice(RUN.length), value);
  await records.remove(id);
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
