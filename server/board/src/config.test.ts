import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readConfig } from './config';

test('a board without settings keeps its rows in a folder and listens on loopback', () => {
  expect(readConfig({})).toEqual({
    database: { kind: 'pglite', folder: 'board-data' },
    host: '127.0.0.1',
    port: 4173,
    logLevel: 'info',
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

test('a variable that is set and empty is not set', () => {
  expect(readConfig({ DATABASE_URL: '', PORT: '' })).toEqual(readConfig({}));
});

test.each([
  { name: 'PORT', environment: { PORT: '70000' } },
  { name: 'PORT', environment: { PORT: 'http' } },
  { name: 'LOG_LEVEL', environment: { LOG_LEVEL: 'loud' } },
  { name: 'DATABASE_URL', environment: { DATABASE_URL: 'mysql://a/b' } },
  { name: 'DATABASE_READ_URL', environment: { DATABASE_READ_URL: 'postgres://a/b' } },
])('a wrong $name ends the start and is named', ({ name, environment }) => {
  expect(() => readConfig(environment)).toThrow(expect.objectContaining({ code: 'config', where: name }));
});

test('whatever the variables hold, it is read, or refused as a setting', () => {
  const text = fc.option(fc.string(), { nil: undefined });
  const names = ['DATABASE_URL', 'DATABASE_READ_URL', 'BOARD_FOLDER', 'BOARD_HOST', 'PORT', 'LOG_LEVEL'] as const;
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
