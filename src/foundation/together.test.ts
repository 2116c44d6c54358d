/** What is done together ends together. */
import { expect, it } from 'vitest';
import { together } from './together';

it('gives what each gives, in their order', async () => {
  expect(await together([Promise.resolve(1), 'two', Promise.resolve([3])])).toEqual([1, 'two', [3]]);
});

it('throws the first failure by order, once all others have ended', async () => {
  const ended: string[] = [];
  const later = new Promise<void>((resolve) => setTimeout(resolve, 5)).then(() => void ended.push('later'));
  const all = [later, Promise.reject(new Error('first')), Promise.reject(new Error('second'))];
  await expect(together(all)).rejects.toThrow('first');
  expect(ended).toEqual(['later']);
});
