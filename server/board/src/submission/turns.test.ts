import { expect, it } from 'vitest';
import { ProblemError } from '../problem/problem-error';
import { Turns } from './turns';

it('so many are worked on at once, so many wait in their order, and the next is sent away', async () => {
  const turns = new Turns(2, 2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const take = (id: number) =>
    turns.take(async () => {
      begun.push(id);
      await new Promise<void>((resolve) => ends.push(resolve));
      return id;
    });
  const all = [1, 2, 3, 4].map(take);
  await expect(take(5)).rejects.toMatchObject({ said: { status: 503, code: 'busy', retryAfter: 2 } });
  await expect(take(5)).rejects.toBeInstanceOf(ProblemError);
  expect(begun).toEqual([1, 2]);
  ends[0]?.();
  await all[0];
  await Promise.resolve();
  expect(begun).toEqual([1, 2, 3]);
  ends[1]?.();
  await all[1];
  await Promise.resolve();
  ends.slice(2).forEach((end) => end());
  expect(await Promise.all(all)).toEqual([1, 2, 3, 4]);
});

it('a turn ends with an error too', async () => {
  const turns = new Turns(1, 0);
  await expect(turns.take(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await turns.take(() => Promise.resolve('next'))).toBe('next');
});
