import { expect, it } from 'vitest';
import { ProblemError } from '../problem/problem-error';
import { createLine } from './line';

const busy = { retryAfter: 2, detail: 'Many are before you.', remedy: 'Come again.' };

it('works on so many at once, lets so many wait in their order, and sends the next away', async () => {
  const line = createLine({ atOnce: 2, waiting: 2, busy });
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const take = (id: number) =>
    line.run(async () => {
      begun.push(id);
      await new Promise<void>((resolve) => ends.push(resolve));
      return id;
    });
  const all = [1, 2, 3, 4].map(take);
  await expect(take(5)).rejects.toMatchObject({ said: { status: 503, code: 'busy', ...busy } });
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

it('goes on behind an error', async () => {
  const line = createLine({ atOnce: 1, waiting: 0, busy });
  await expect(line.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await line.run(() => Promise.resolve('next'))).toBe('next');
});
