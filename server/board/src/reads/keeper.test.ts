/** Answers that are kept: how long, and how many. */
import { expect, it } from 'vitest';
import { createLine } from '../operations/line';
import { keeper } from './keeper';

function clocked(most = 10) {
  let time = 0;
  let made = 0;
  const kept = keeper<number>({ most, freshMs: () => 10, staleMs: 100, now: () => time });
  const get = (key = 'a') => kept.get(key, () => Promise.resolve((made += 1)));
  return { kept, get, at: (now: number) => (time = now), made: () => made };
}

it('makes an answer once while it is fresh, for all who ask at once too', async () => {
  const { get, at } = clocked();
  expect(await Promise.all([get(), get(), get()])).toEqual([1, 1, 1]);
  at(9);
  expect(await get()).toBe(1);
});

it('gives out a stale one while it makes another, and waits for it once it is too old', async () => {
  const { get, at, made } = clocked();
  await get();
  at(50);
  expect(await get()).toBe(1);
  expect(made()).toBe(2);
  expect(await get()).toBe(2);
  at(500);
  expect(await get()).toBe(3);
});

it('goes on with the stale one where making another fails, and tells whoever has to wait', async () => {
  let time = 0;
  const kept = keeper<number>({ most: 1, freshMs: () => 10, staleMs: 100, now: () => time });
  const fail = () => Promise.reject(new Error('gone'));
  await kept.get('a', () => Promise.resolve(1));
  time = 20;
  expect(await kept.get('a', fail)).toBe(1);
  time = 200;
  await expect(kept.get('a', fail)).rejects.toThrow('gone');
});

it('keeps so many, and drops what nobody asked for longest', async () => {
  const { get } = clocked(2);
  await get('a');
  await get('b');
  await get('a');
  await get('c');
  expect(await get('a')).toBe(1);
  expect(await get('b')).toBe(4);
});

it('hands what was kept, however old, to whoever makes it anew', async () => {
  const { kept, get, at } = clocked();
  await get();
  at(500);
  expect(await kept.get('a', (before) => Promise.resolve((before ?? 0) + 10))).toBe(11);
  kept.forget();
  expect(kept.peek('a')).toBeUndefined();
  expect(await kept.get('a', (before) => Promise.resolve((before ?? 0) + 10))).toBe(21);
});

it('gives out nothing of before it was told to forget, what was under way included', async () => {
  const { kept } = clocked();
  let release: (value: number) => void = () => undefined;
  const slow = kept.get('a', () => new Promise<number>((resolve) => (release = resolve)));
  kept.forget();
  const next = kept.get('a', () => Promise.resolve(2));
  release(1);
  expect(await Promise.all([slow, next])).toEqual([1, 2]);
  expect(await kept.get('a', () => Promise.resolve(3))).toBe(2);
});

it('makes anew what was dropped for something better', async () => {
  const { kept, get } = clocked();
  await get();
  kept.drop('a');
  expect(kept.peek('a')).toBeUndefined();
  expect(await get()).toBe(2);
});

it('takes no place from who waits for what there is not yet, to make anew what there is', async () => {
  let time = 0;
  const line = createLine({ atOnce: 1, waiting: 2, busy: { retryAfter: 1, detail: '', remedy: '' } });
  const kept = keeper<string>({ most: 9, freshMs: () => 10, staleMs: 1000, line, now: () => time });
  const get = (key: string, value: string) => kept.get(key, () => Promise.resolve(value));
  for (const key of ['a', 'b', 'c']) await get(key, 'old');
  time = 20;
  let end = (): void => undefined;
  const made = [kept.get('first', () => new Promise((resolve) => (end = () => resolve('first'))))];
  // One of them waits behind the first, and no other.
  for (const key of ['a', 'b', 'c']) expect(await get(key, 'new')).toBe('old');
  made.push(get('second', 'second'));
  end();
  expect(await Promise.all(made)).toEqual(['first', 'second']);
  expect(await get('a', 'newer')).toBe('new');
  expect(await get('b', 'new')).toBe('old');
  await expect.poll(() => get('b', 'newer')).toBe('new');
});

it('makes one anew in any case that has been stale for several of its times', async () => {
  let time = 0;
  const line = createLine({ atOnce: 1, waiting: 9, busy: { retryAfter: 1, detail: '', remedy: '' } });
  const kept = keeper<string>({ most: 9, freshMs: () => 10, staleMs: 1000, line, now: () => time });
  const get = (key: string, value: string) => kept.get(key, () => Promise.resolve(value));
  await get('a', 'old');
  time = 60;
  let end = (): void => undefined;
  const first = kept.get('first', () => new Promise((resolve) => (end = () => resolve('first'))));
  const second = get('second', 'second');
  expect(await get('a', 'new')).toBe('old');
  end();
  await Promise.all([first, second]);
  await expect.poll(() => get('a', 'newer')).toBe('new');
});
