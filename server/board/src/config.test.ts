import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readConfig, readSecret } from './config';

test('a board without settings keeps its rows in a folder and listens on loopback', () => {
  expect(readConfig({})).toEqual({
    database: { kind: 'pglite', folder: 'board-data' },
    host: '127.0.0.1',
    port: 4173,
    isPortFree: true,
    logLevel: 'info',
    secret: null,
    contact: null,
    behindProxy: false,
    rateFactor: 1,
    dumpFolder: join('board-data', 'dumps'),
  });
});

test('a DATABASE_URL takes the place of the folder, and a replica stands beside it', () => {
  const environment = { DATABASE_URL: 'postgres://a@b/c', DATABASE_READ_URL: 'postgresql://d/e', BOARD_FOLDER: 'x' };
  expect(readConfig(environment).database).toEqual({
    kind: 'postgres',
    url: 'postgres://a@b/c',
    readUrl: 'postgresql://d/e',
  });
});

test('who runs the board is reached where the settings say', () => {
  expect(readConfig({ BOARD_CONTACT: 'mailto:ada@example.org' }).contact).toBe('mailto:ada@example.org');
});

test('a variable that is set and empty is not set', () => {
  expect(readConfig({ DATABASE_URL: '', PORT: '' })).toEqual(readConfig({}));
});

test.each([
  { name: 'PORT', environment: { PORT: '70000' } },
  { name: 'PORT', environment: { PORT: 'http' } },
  { name: 'LOG_LEVEL', environment: { LOG_LEVEL: 'loud' } },
  { name: 'DATABASE_URL', environment: { DATABASE_URL: 'mysql://a/b' } },
  { name: 'BOARD_SECRET', environment: { BOARD_SECRET: 'short' } },
  { name: 'BOARD_SECRET_FILE', environment: { BOARD_SECRET: 'x'.repeat(32), BOARD_SECRET_FILE: 'y' } },
  { name: 'BOARD_CONTACT', environment: { BOARD_CONTACT: 'ada@example.org' } },
  { name: 'BOARD_CONTACT', environment: { BOARD_CONTACT: 'javascript:alert(1)' } },
  { name: 'TRUST_PROXY', environment: { TRUST_PROXY: '2' } },
  { name: 'RATE_LIMITS', environment: { RATE_LIMITS: '-1' } },
  { name: 'DATABASE_READ_URL', environment: { DATABASE_READ_URL: 'postgres://a/b' } },
])('a wrong $name ends the start and is named', ({ name, environment }) => {
  expect(() => readConfig(environment)).toThrow(expect.objectContaining({ code: 'config', where: name }));
});

test('a secret is the one that is given, or that of a file without its line break', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tokamark-secret-'));
  const [whole, short] = [join(folder, 'whole'), join(folder, 'short')];
  writeFileSync(whole, `${'s'.repeat(40)}\n`);
  writeFileSync(short, 'too short\n');
  expect(readSecret(null)).toBeNull();
  expect(readSecret(readConfig({ BOARD_SECRET: 'x'.repeat(32) }).secret)).toBe('x'.repeat(32));
  expect(readSecret(readConfig({ BOARD_SECRET_FILE: whole }).secret)).toBe('s'.repeat(40));
  for (const file of [short, join(folder, 'none')]) {
    expect(() => readSecret({ file })).toThrow(expect.objectContaining({ code: 'config', where: 'BOARD_SECRET_FILE' }));
  }
  rmSync(folder, { recursive: true });
});

test('whatever the variables hold, it is read, or refused as a setting', () => {
  const text = fc.option(fc.string(), { nil: undefined });
  const names = [
    'DATABASE_URL',
    'DATABASE_READ_URL',
    'BOARD_FOLDER',
    'BOARD_HOST',
    'PORT',
    'LOG_LEVEL',
    'TRUST_PROXY',
    'RATE_LIMITS',
  ] as const;
  const environments = fc.record(Object.fromEntries(names.map((name) => [name, text])));
  fc.assert(
    fc.property(environments, (environment) => {
      try {
        expect(readConfig(environment).port).toBeLessThanOrEqual(65_535);
      } catch (thrown) {
        expect(thrown).toMatchObject({ name: 'TokamarkError', code: 'config' });
      }
    }),
  );
});
