import { expect, test } from 'vitest';
import { version } from '../../package.json';
import { COMMIT, VERSION } from './build';

test('the version is package.json’s', () => {
  expect(VERSION).toBe(version);
});

test('the commit is twelve hexadecimal digits, perhaps dirty, or unknown', () => {
  expect(COMMIT).toMatch(/^([0-9a-f]{12}(-dirty)?|unknown)$/);
});
