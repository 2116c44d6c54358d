/** What survives a tab that is closed in the middle of a run, and what does not get in the way of the next. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toJson } from '../report/json';
import type { Result } from '../report/schema';
import { entry, result } from './fixtures/results';
import { unfinishedRuns, type RunLocks, type TextStore } from './unfinished-run';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A browser's storage and locks, shared by its tabs. */
function browser() {
  const kept = new Map<string, unknown>();
  const held = new Set<string>();
  const store: TextStore = {
    all: () => Promise.resolve([...kept]),
    write: (key, value) => {
      if (value === null) kept.delete(key);
      else kept.set(key, value);
      return Promise.resolve();
    },
  };
  const locks: RunLocks = {
    hold: (key, until) => {
      held.add(key);
      void until.then(() => held.delete(key));
    },
    isHeld: (key) => Promise.resolve(held.has(key)),
  };
  let count = 0;
  const tab = () => unfinishedRuns(store, locks, () => String((count += 1)));
  return { kept, store, tab, crash: () => held.clear() };
}

const some: Result = result([entry('fp16', 'decode', 50, 3)], 'cancelled');
const later: Result = result([entry('fp16', 'decode', 51, 4)], 'cancelled');
const written = () => vi.advanceTimersByTimeAsync(1000);

describe('a run whose tab is closed or crashes', () => {
  it('is found at the next start with the last figures that were kept', async () => {
    const { tab, crash } = browser();
    const first = tab();
    first.changed(() => some);
    await written();
    first.changed(() => later);
    await written();
    crash();
    const [found, ...others] = await tab().found();
    expect(found?.result).toEqual(later);
    expect(others).toEqual([]);
  });

  it('is there until it is dismissed', async () => {
    const { tab, crash } = browser();
    tab().changed(() => some);
    await written();
    crash();
    const next = tab();
    const [found] = await next.found();
    expect(await next.found()).toHaveLength(1);
    await next.dismiss(found?.key ?? '');
    expect(await next.found()).toEqual([]);
  });

  it('is kept aside and said where it cannot be read', async () => {
    const { tab, crash, kept } = browser();
    tab().changed(() => some);
    await written();
    crash();
    kept.set('run 1', toJson(some).slice(0, 100));
    const next = tab();
    expect(await next.found()).toEqual([{ key: 'run 1', result: null }]);
    expect([...kept.keys()]).toEqual(['damaged 1']);
    expect(await next.found()).toEqual([]);
    next.changed(() => later);
    await written();
    expect(kept.size).toBe(2);
  });
});

describe('a run that goes on', () => {
  it('is not taken for an unfinished one by another tab', async () => {
    const { tab } = browser();
    tab().changed(() => some);
    await written();
    expect(await tab().found()).toEqual([]);
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
    own.ended();
    await written();
    expect(kept.size).toBe(0);
    own.changed(() => some);
    await written();
    expect([...kept.keys()]).toEqual(['run 2']);
  });

  it('goes on where the browser gives no storage', async () => {
    const refuse = () => Promise.reject(new Error('denied'));
    const locks = { hold: () => undefined, isHeld: () => Promise.resolve(false) };
    const own = unfinishedRuns({ all: refuse, write: refuse }, locks, () => '1');
    own.changed(() => some);
    await written();
    own.ended();
    expect(await own.found()).toEqual([]);
  });
});
