import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findBrowser } from './find-browser';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokamark-browser-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function program(path: string, mode = 0o755): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  chmodSync(file, mode);
  return file;
}

const linux = (environment: Record<string, string>) => ({ platform: 'linux' as const, environment });

test('a browser is found on PATH', () => {
  const file = program('bin/google-chrome-stable');
  expect(findBrowser('chromium', linux({ PATH: ['/nowhere', join(folder, 'bin')].join(delimiter) }))).toBe(file);
});

test('Firefox’s extended support release goes before the plain one, wherever on PATH it is', () => {
  program('first/firefox');
  const file = program('second/firefox-esr');
  const PATH = [join(folder, 'first'), join(folder, 'second')].join(delimiter);
  expect(findBrowser('firefox', linux({ PATH }))).toBe(file);
});

test('the environment variable goes before PATH', () => {
  program('bin/firefox-esr');
  const file = program('own/my-firefox');
  expect(findBrowser('firefox', linux({ PATH: join(folder, 'bin'), TOKAMARK_FIREFOX: file }))).toBe(file);
});

test('an environment variable that names no program finds none, rather than another browser', () => {
  program('bin/chromium');
  const environment = { PATH: join(folder, 'bin'), TOKAMARK_CHROMIUM: join(folder, 'gone') };
  expect(findBrowser('chromium', linux(environment))).toBeNull();
});

test('a file that cannot be executed, or a folder of that name, is no browser', () => {
  program('bin/chromium', 0o644);
  mkdirSync(join(folder, 'bin/chromium-browser'));
  expect(findBrowser('chromium', linux({ PATH: join(folder, 'bin') }))).toBeNull();
});

test('on macOS an application in the home folder is found', () => {
  const file = program('Applications/Firefox.app/Contents/MacOS/firefox');
  expect(findBrowser('firefox', { platform: 'darwin', environment: { HOME: folder, PATH: '' } })).toBe(file);
});
