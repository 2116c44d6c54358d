import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ensureRuntimeFolder } from './runtime-folder';

test('an unset XDG_RUNTIME_DIR becomes a folder for this user alone', () => {
  const environment: NodeJS.ProcessEnv = {};
  ensureRuntimeFolder(environment, 'linux');
  const folder = environment['XDG_RUNTIME_DIR'] ?? '';
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('one that is set is left as it is', () => {
  const environment: NodeJS.ProcessEnv = { XDG_RUNTIME_DIR: '/run/user/7' };
  ensureRuntimeFolder(environment, 'linux');
  expect(environment['XDG_RUNTIME_DIR']).toBe('/run/user/7');
});

test('elsewhere than on Linux nothing is set', () => {
  const environment: NodeJS.ProcessEnv = {};
  ensureRuntimeFolder(environment, 'darwin');
  expect(environment).toEqual({});
});
