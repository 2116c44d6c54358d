/** A variable that is set and empty is not set, whichever it is. */
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { cleanEnvironment, variable } from './clean-environment';
import { dataFolder } from './unfinished-run';

const before = process.env['TOKAMARK_DATA'];
afterEach(() => {
  if (before === undefined) Reflect.deleteProperty(process.env, 'TOKAMARK_DATA');
  else process.env['TOKAMARK_DATA'] = before;
});

describe('an empty variable', () => {
  it('is no folder for the data', () => {
    process.env['TOKAMARK_DATA'] = '/somewhere';
    expect(dataFolder()).toBe('/somewhere');
    process.env['TOKAMARK_DATA'] = '';
    expect(dataFolder()).toMatch(/^(\/|[A-Z]:\\).*tokamark/);
  });

  it.each(['HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_RUNTIME_DIR', 'TOKAMARK_DEBUG'])('%s is removed', (name) => {
    const environment = { [name]: '', PATH: '' };
    cleanEnvironment(environment, () => '/home/a');
    expect(environment).toEqual({ PATH: '' });
    expect(variable(name, { [name]: '' })).toBeNull();
  });
});

it('a relative folder of XDG is ignored, as its specification asks', () => {
  const environment = { XDG_DATA_HOME: 'here', XDG_CACHE_HOME: '/there', TOKAMARK_DATA: 'mine' };
  cleanEnvironment(environment, () => '/home/a');
  expect(environment).toEqual({ XDG_CACHE_HOME: '/there', TOKAMARK_DATA: 'mine' });
});

it('a user without a home folder gets the temporary one', () => {
  const environment: Record<string, string | undefined> = {};
  cleanEnvironment(environment, () => {
    throw new Error('uv_os_homedir returned ENOENT');
  });
  expect(environment).toEqual({ HOME: tmpdir() });
});
