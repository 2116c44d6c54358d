import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from './folder-lock';

let folder: string;
const lock = (): string => join(folder, 'board.lock');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokamark-lock-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The lock of a process that lives, changed. */
async function left(change: object): Promise<void> {
  const held = await lockFolder(folder);
  const text = readFileSync(lock()).toString();
  held.release();
  writeFileSync(lock(), JSON.stringify({ ...JSON.parse(text), ...change }));
}

test('one process has a folder until it lets it go', async () => {
  const held = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'config', where: folder });
  held.release();
  (await lockFolder(folder)).release();
  expect(readdirSync(folder)).toEqual([]);
});

test('a lock of a process that is gone is no lock', async () => {
  await left({ pid: 2 ** 22 + 1 });
  (await lockFolder(folder)).release();
});

test('a lock is not kept alive by another process that got the same id', async () => {
  await left({ began: '1' });
  (await lockFolder(folder)).release();
});

test('a lock of another container is kept while its owner touches it, and not after', async () => {
  await left({ place: 'another boot pid:[1]' });
  const beat = setInterval(() => utimesSync(lock(), new Date(), new Date()), 200);
  await expect(lockFolder(folder, 2)).rejects.toMatchObject({ code: 'config' });
  clearInterval(beat);
  (await lockFolder(folder, 0.5)).release();
});

test('a lock that says nothing is one of nobody', async () => {
  writeFileSync(lock(), '');
  (await lockFolder(folder, 0.5)).release();
});

test('of several that find an old lock, one gets the folder', async () => {
  await left({ pid: 2 ** 22 + 1 });
  const tried = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
  expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('who has lost a folder hears of it', async () => {
  const held = await lockFolder(folder);
  rmSync(lock());
  await held.lost;
});
