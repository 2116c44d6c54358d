/** What is made once: kept where it came, made anew where it failed. */
import { expect, it } from 'vitest';
import { once } from './once';

it('is made when it is first asked for, and kept', async () => {
  let times = 0;
  const load = once(() => Promise.resolve((times += 1)));
  expect(times).toBe(0);
  expect(await Promise.all([load(), load()])).toEqual([1, 1]);
  expect(await load()).toBe(1);
});

it('is made anew where it failed to come', async () => {
  let times = 0;
  const load = once(async () => {
    times += 1;
    if (times === 1) throw new Error('offline');
    return Promise.resolve(times);
  });
  await expect(load()).rejects.toThrow('offline');
  expect(await load()).toBe(2);
});
