/** Runs that have ended, kept in the browser: one record a run. Those of this page and those from files each have a store of their own. */
import { toJson } from '../../report/json';
import type { Result } from '../../report/schema';
import { readRuns, runKey, type Records } from './records';

export interface KeptRun {
  readonly id: string;
  readonly result: Result;
}

export interface HistoryStore {
  /** Under the same `name` once; gives its id. Rejects where the storage is full or refused. */
  readonly keep: (result: Result, name?: string) => Promise<string>;
  /** From the newest to the oldest; and how many were put aside just now. */
  readonly list: () => Promise<{ readonly runs: readonly KeptRun[]; readonly damaged: number }>;
  readonly remove: (id: string) => Promise<void>;
  /** What was removed, as it was. */
  readonly restore: (run: KeptRun) => Promise<void>;
}

export const historyStore = (records: Records, newKey: () => string): HistoryStore => ({
  keep: async (result, name = newKey()) => {
    const id = runKey(`${result.startedAt} ${name}`);
    await records.write(id, toJson(result));
    return id;
  },
  list: async () => {
    const all = await readRuns(records);
    const runs = all.flatMap(({ id, result }) => (result === null ? [] : { id, result }));
    return { runs: runs.sort((a, b) => (a.id < b.id ? 1 : -1)), damaged: all.length - runs.length };
  },
  remove: (id) => records.remove(id),
  restore: ({ id, result }) => records.write(id, toJson(result)),
});
