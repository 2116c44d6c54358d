import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keep } from './keeper';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('a chore is done at once and again, also after it failed, until the end', async () => {
  const told: unknown[] = [];
  let times = 0;
  const work = () => {
    times += 1;
    if (times === 2) return Promise.reject(new Error('broken'));
    return Promise.resolve(times === 3 ? null : { times });
  };
  const keeper = keep([{ name: 'sweep', everySeconds: 60, work }], {
    done: (name, what) => told.push([name, what]),
    failed: (name, thrown) => told.push([name, thrown]),
  });
  await vi.advanceTimersByTimeAsync(3 * 60_000);
  expect(told).toEqual([
    ['sweep', { times: 1 }],
    ['sweep', new Error('broken')],
    ['sweep', { times: 4 }],
  ]);
  await keeper.stop();
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(times).toBe(4);
});

test('a chore that waits after the start is not done before', async () => {
  let times = 0;
  const work = () => Promise.resolve({ times: (times += 1) });
  const told = { done: () => undefined, failed: () => undefined };
  const keeper = keep([{ name: 'sweep', everySeconds: 600, afterSeconds: 60, work }], told);
  await vi.advanceTimersByTimeAsync(59_000);
  expect(times).toBe(0);
  await vi.advanceTimersByTimeAsync(601_000);
  expect(times).toBe(2);
  await keeper.stop();
});

test('an end waits for what is under way', async () => {
  let end = (): void => undefined;
  const work = () =>
    new Promise<null>((resolve) => {
      end = () => resolve(null);
    });
  const keeper = keep([{ name: 'slow', everySeconds: 1, work }], { done: () => undefined, failed: () => undefined });
  let isStopped = false;
  const stopped = keeper.stop().then(() => (isStopped = true));
  await vi.advanceTimersByTimeAsync(1000);
  expect(isStopped).toBe(false);
  end();
  await stopped;
});

test('what takes long hears of the end, and that it then breaks off is no failure', async () => {
  const failures: unknown[] = [];
  const work = (stopping: AbortSignal) => delay(60_000, null, { signal: stopping });
  const keeper = keep([{ name: 'long', everySeconds: 1, work }], {
    done: () => undefined,
    failed: (_, thrown) => failures.push(thrown),
  });
  await keeper.stop();
  expect(failures).toEqual([]);
});
