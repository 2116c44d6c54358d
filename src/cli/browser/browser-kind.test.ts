import { describe, expect, it } from 'vitest';
import { argumentsOf, FIREFOX_PREFERENCES, kindOf, type Start } from './browser-kind';

const START: Start = {
  ...{ kind: 'chromium', url: 'http://127.0.0.1:1/driven.html#t', profile: '/tmp/p', platform: 'linux', isRoot: false },
  more: ['--use-webgpu-adapter=swiftshader'],
};

describe('a browser', () => {
  it.each([
    ['/usr/bin/firefox-esr', 'firefox'],
    ['/Applications/Firefox.app/Contents/MacOS/firefox', 'firefox'],
    ['/Applications/Safari.app/Contents/MacOS/Safari', 'safari'],
    ['/usr/bin/google-chrome', 'chromium'],
    ['C:/Program Files/Microsoft/Edge/Application/msedge.exe', 'chromium'],
  ])('at %s is of the kind %s', (path, kind) => {
    expect(kindOf(path)).toBe(kind);
  });

  it('is headless, has a profile of its own and what the person adds, and opens the page last', () => {
    const given = argumentsOf(START);
    expect(given).toEqual(expect.arrayContaining(['--headless=new', '--user-data-dir=/tmp/p', ...START.more]));
    expect(given.at(-1)).toBe(START.url);
    expect(argumentsOf({ ...START, kind: 'firefox' })).toEqual([
      ...['--headless', '--no-remote', '--profile', '/tmp/p'],
      ...START.more,
      START.url,
    ]);
  });

  it('goes without a sandbox only where its user is root, and asks for WebGPU where that is hidden', () => {
    expect(argumentsOf(START)).not.toContain('--no-sandbox');
    expect(argumentsOf({ ...START, isRoot: true })).toContain('--no-sandbox');
    expect(argumentsOf({ ...START, platform: 'darwin' })).not.toContain('--enable-unsafe-webgpu');
  });

  it('that is Firefox is told by preferences, each on a line', () => {
    expect(FIREFOX_PREFERENCES.split('\n')[0]).toBe('user_pref("dom.webgpu.enabled", true);');
  });
});
