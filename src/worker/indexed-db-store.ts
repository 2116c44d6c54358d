/** The tuner's memory in a browser: IndexedDB, which workers have and which outlives the tab. */
import { createStore, del, get, set, type UseStore } from 'idb-keyval';
import type { TuningStore } from '../tuning/store';

export function indexedDbStore(): TuningStore {
  let opened: UseStore | undefined;
  // Not before the first run asks: a browser may refuse storage to this page.
  const store = (): UseStore => (opened ??= createStore('tokamark', 'tuning'));
  return {
    read: async (key) => get<unknown>(key, store()),
    write: async (key, value) => (value === null ? del(key, store()) : set(key, value, store())),
  };
}
