/** What is made of something kept, for as long as that is. */
import { expect, it } from 'vitest';
import { madeOnce } from './made-once';

function counted(most: number) {
  let made = 0;
  const once = madeOnce<number>(most);
  return (from: object, key: string) => once(from, key, () => (made += 1));
}

it('gives out the same for a query again, and another for another query', () => {
  const ask = counted(10);
  const list = {};
  expect([ask(list, 'a'), ask(list, 'b'), ask(list, 'a')]).toEqual([1, 2, 1]);
});

it('makes it anew as soon as what it is made of is another', () => {
  const ask = counted(10);
  const [list, next] = [{}, {}];
  expect([ask(list, 'a'), ask(next, 'a'), ask(next, 'a')]).toEqual([1, 2, 2]);
});

it('keeps so many, and lets go of the one asked for longest ago', () => {
  const ask = counted(2);
  const list = {};
  expect(['a', 'b', 'a', 'c', 'a', 'b'].map((key) => ask(list, key))).toEqual([1, 2, 1, 3, 1, 4]);
});

it('keeps nothing where it cannot be made', () => {
  const once = madeOnce<number>(2);
  const list = {};
  const fail = (): number => {
    throw new Error('no such page');
  };
  expect(() => once(list, 'a', fail)).toThrow('no such page');
  expect(once(list, 'a', () => 1)).toBe(1);
});
