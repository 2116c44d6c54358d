import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { closedLoop } from './closed-loop';
import { openLoop } from './open-loop';
import { timesOf } from './times';

const ANSWER = { status: 200, retryAfter: null, text: '' };

describe('an open loop', () => {
  it('begins each request at its time, also while others hang, and times it from there', async () => {
    let hung = 0;
    const slow = async () => {
      hung += 1;
      await delay(200);
      return ANSWER;
    };
    const jobs = [0, 0.02, 0.04, 0.06].map((at) => ({ name: 'slow', at, run: slow }));
    const { done } = await openLoop(jobs.toReversed());
    expect(hung).toBe(4);
    expect(done.map(({ at }) => at)).toEqual([0, 0.02, 0.04, 0.06]);
    // One after the other they would take 800 ms.
    for (const { milliseconds } of done) expect(milliseconds).toBeLessThan(500);
  });

  it('counts a late start as part of the time', async () => {
    const block = () => {
      const until = performance.now() + 60;
      while (performance.now() < until);
      return Promise.resolve(ANSWER);
    };
    const { done, latest } = await openLoop([
      { name: 'a', at: 0, run: block },
      { name: 'b', at: 0.01, run: () => Promise.resolve(ANSWER) },
    ]);
    expect(done[1]?.milliseconds).toBeGreaterThan(45);
    expect(latest).toBeGreaterThan(45);
  });
});

it('a closed loop asks again at once, so many at a time, until its time or its work is over', async () => {
  let [atOnce, most] = [0, 0];
  const work = async () => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await delay(5);
    atOnce -= 1;
  };
  const { count, seconds } = await closedLoop(3, 0.1, work);
  expect(most).toBe(3);
  expect(count).toBeGreaterThan(6);
  expect(seconds).toBeGreaterThan(0.09);
  let left = 4;
  const bounded = await closedLoop(2, 10, () => (left-- > 0 ? Promise.resolve() : null));
  expect(bounded.count).toBe(4);
});

it('times are told by their median, 99th percentile and largest', () => {
  const hundred = Array.from({ length: 101 }, (_, i) => 100 - i);
  expect(timesOf(hundred)).toEqual({ n: 101, p50: 50, p99: 99, max: 100 });
  expect(timesOf([])).toBeNull();
});
