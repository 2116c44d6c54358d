/** What a browser keeps for the tuner and for the lab: IndexedDB, which workers have and which outlives the tab. */
import { createStore, del, get, set, type UseStore } from 'idb-keyval';
import type { TuningStore } from '../tuning/store';

/** @param name of a database of its own */
export function indexedDbStore(name: 'tokamark' | 'tokamark-lab', table: string): TuningStore {
  let opened: UseStore | undefined;
  // Not before the first run asks: a browser may refuse storage to this page.
  const store = (): UseStore => (opened ??= createStore(name, table));
  return {
    read: async (key) => get<unknown>(key, store()),
    write: async (key, value) => (value === null ? del(key, store()) : set(key, value, store())),
  };
}
