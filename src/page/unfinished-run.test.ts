/** What survives a tab that is closed in the middle of a run, and what does not get in the way of the next. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toJson } from '../report/json';
import type { Result } from '../report/schema';
import { entry, result } from './fixtures/results';
import type { Records } from './history/records';
import { unfinishedRuns, type KeepRun, type RunLocks } from './unfinished-run';

const whenFree = (work: () => void): void => work();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A browser's storage and locks, shared by its tabs. */
function browser() {
  const kept = new Map<string, unknown>();
  const held = new Set<string>();
  const store: Records = {
    all: () => Promise.resolve([...kept]),
    write: (key, value) => Promise.resolve(void kept.set(key, value)),
    remove: (key) => Promise.resolve(void kept.delete(key)),
  };
  const history: Result[] = [];
  const keep: KeepRun = (result) => Promise.resolve(history.push(result) > 0);
  const locks: RunLocks = {
    hold: (key, until) => {
      held.add(key);
      void until.then(() => held.delete(key));
    },
    ifFree: async (key, work) => {
      if (held.has(key)) return;
      held.add(key);
      await work().finally(() => held.delete(key));
    },
  };
  let count = 0;
  const tab = (free = whenFree) => unfinishedRuns(store, locks, { newKey: () => String((count += 1)), whenFree: free });
  return { kept, store, history, keep, tab, crash: () => held.clear() };
}

const some: Result = result([entry('fp16', 'decode', 50, 3)], 'cancelled');
const later: Result = result([entry('fp16', 'decode', 51, 4)], 'cancelled');
const written = () => vi.advanceTimersByTimeAsync(1000);

describe('a run whose tab is closed or crashes', () => {
  it('is found at the next start with the last figures that were kept', async () => {
    const { tab, crash, keep } = browser();
    const first = tab();
    first.changed(() => some);
    await written();
    first.changed(() => later);
    await written();
    crash();
    expect(await tab().found(keep)).toEqual([later]);
  });

  it('is said once, and from then on among the kept ones', async () => {
    const { tab, crash, history, keep } = browser();
    tab().changed(() => some);
    await written();
    crash();
    const next = tab();
    expect(await next.found(keep)).toEqual([some]);
    expect(history).toEqual([some]);
    expect(await next.found(keep)).toEqual([]);
  });

  it('stays where it is while the history cannot be written', async () => {
    const { tab, crash, kept, keep, history } = browser();
    tab().changed(() => some);
    await written();
    crash();
    const refuse = () => Promise.resolve(false);
    expect(await tab().found(refuse)).toEqual([some]);
    expect([...kept.values()]).toEqual([toJson(some)]);
    expect(await tab().found(keep)).toEqual([some]);
    expect(history).toEqual([some]);
  });

  it('is said also beside one that can be neither kept nor put aside', async () => {
    const { tab, kept, store } = browser();
    kept.set('run 1', '{');
    kept.set('run 2', toJson(some));
    kept.set('run 3', toJson(later));
    const full = vi.spyOn(store, 'write').mockRejectedValue(new Error('full'));
    expect(await tab().found(() => Promise.reject(new Error('full')))).toEqual([null, some, later]);
    expect([...kept.keys()]).toEqual(['run 1', 'run 2', 'run 3']);
    full.mockRestore();
  });

  it('is kept once where two tabs find it at once, and under one name', async () => {
    const { tab, kept } = browser();
    kept.set('run 1', toJson(some));
    const names: (string | undefined)[] = [];
    const slow: KeepRun = async (_, name) => {
      names.push(name);
      await Promise.resolve();
      return true;
    };
    const found = await Promise.all([tab().found(slow), tab().found(slow)]);
    expect(found.flat()).toEqual([some]);
    expect(names).toEqual(['run 1']);
  });

  it('is found as the version before this one left it', async () => {
    const { tab, kept, keep } = browser();
    const left = join(import.meta.dirname, '../../test/fixtures/documents/unfinished-2.json.txt');
    kept.set('run 2026-11-28T16:58:30.000Z', readFileSync(left, 'utf8'));
    const [found] = await tab().found(keep);
    expect(found?.results.map(({ engine, test }) => `${engine} ${test}`)).toContain('tokamark tg8');
  });

  it('is kept aside and said where it cannot be read', async () => {
    const { tab, crash, kept, keep } = browser();
    tab().changed(() => some);
    await written();
    crash();
    kept.set('run 1', toJson(some).slice(0, 100));
    const next = tab();
    expect(await next.found(keep)).toEqual([null]);
    expect([...kept.keys()]).toEqual(['damaged 1']);
    expect(await next.found(keep)).toEqual([]);
    next.changed(() => later);
    await written();
    expect(kept.size).toBe(2);
  });
});

describe('a run that goes on', () => {
  it('is not taken for an unfinished one by another tab', async () => {
    const { tab, keep } = browser();
    tab().changed(() => some);
    await written();
    expect(await tab().found(keep)).toEqual([]);
  });

  it('is written at most once a second, however much happens', async () => {
    const { tab, store } = browser();
    const write = vi.spyOn(store, 'write');
    const own = tab();
    for (let i = 0; i < 100; i++) {
      own.changed(() => some);
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(write.mock.calls.length).toBeLessThanOrEqual(5);
  });

  it('leaves nothing once it has ended, and the next is one of its own', async () => {
    const { tab, kept } = browser();
    const own = tab();
    own.changed(() => some);
    await written();
    own.changed(() => later);
    own.ended(Promise.resolve(true));
    await written();
    expect(kept.size).toBe(0);
    own.changed(() => some);
    await written();
    expect([...kept.keys()]).toEqual(['run 2']);
  });

  it('that ends while something is timed is not saved afterwards, and the next is', async () => {
    const { tab, kept } = browser();
    const waiting: (() => void)[] = [];
    const own = tab((work) => void waiting.push(work));
    own.changed(() => some);
    await written();
    own.ended(Promise.resolve(true));
    own.changed(() => later);
    for (const work of waiting.splice(0)) work();
    await vi.advanceTimersByTimeAsync(0);
    expect(kept.size).toBe(0);
    await written();
    for (const work of waiting.splice(0)) work();
    await vi.advanceTimersByTimeAsync(0);
    expect([...kept.values()]).toEqual([toJson(later)]);
  });

  it('goes on where the browser gives no storage', async () => {
    const refuse = () => Promise.reject(new Error('denied'));
    const locks = { hold: () => undefined, ifFree: (_: string, work: () => Promise<void>) => work() };
    const own = unfinishedRuns({ all: refuse, write: refuse, remove: refuse }, locks, { newKey: () => '1', whenFree });
    own.changed(() => some);
    await written();
    own.ended(Promise.resolve(true));
    expect(await own.found(refuse)).toEqual([]);
  });

  it('is found at the next start where it has ended and could not be kept', async () => {
    const { tab, keep } = browser();
    const own = tab();
    own.changed(() => some);
    await written();
    own.ended(Promise.resolve(false));
    await written();
    expect(await tab().found(keep)).toEqual([some]);
  });
});
