/** Folders are made one by one, and where the system takes none the error comes at once. */
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeFolder } from './make-folder';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokamark-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('a folder is made with those above it, and once more does nothing', () => {
  const path = join(folder, 'a', 'b', 'c');
  makeFolder(path);
  makeFolder(path);
  expect(existsSync(path)).toBe(true);
});

it('a file in its place, or above it, is an error', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => makeFolder(join(folder, 'file'))).toThrow('is not a folder');
  expect(() => makeFolder(join(folder, 'file', 'b'))).toThrow(/ENOTDIR|not a folder/);
});

it('a link that leads nowhere is an error', () => {
  symlinkSync(join(folder, 'absent', 'x'), join(folder, 'link'));
  expect(() => makeFolder(join(folder, 'link', 'b'))).toThrow();
});

it.runIf(process.platform === 'linux')('below /proc the error comes at once, however deep', () => {
  expect(() => makeFolder('/proc/tokamark/a/b')).toThrow('/proc/tokamark');
});
