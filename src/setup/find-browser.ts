/** Finds an installed Chromium or Firefox: an environment variable, else PATH, else the usual places. It starts neither. */

import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { BrowserName } from './install-plan';

interface Search {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const VARIABLES = { chromium: 'TOKAMARK_CHROMIUM', firefox: 'TOKAMARK_FIREFOX' } as const;

const COMMANDS = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  // The extended support release first: it is the one that the tests are made for.
  firefox: ['firefox-esr', 'firefox'],
} as const;

const MAC_APPLICATIONS = {
  chromium: ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Chromium.app/Contents/MacOS/Chromium'],
  firefox: ['Firefox.app/Contents/MacOS/firefox'],
} as const;

const WINDOWS_PROGRAMS = {
  chromium: ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'],
  firefox: ['Mozilla Firefox\\firefox.exe'],
} as const;

/** The executable's path, or null. A path in the environment variable is used or refused, never passed over. */
export function findBrowser(
  name: BrowserName,
  search: Search = { platform: process.platform, environment: process.env },
): string | null {
  const named = search.environment[VARIABLES[name]] ?? '';
  const candidates = named !== '' ? [named] : [...onPath(name, search), ...usualPlaces(name, search)];
  return candidates.find(isExecutable) ?? null;
}

function onPath(name: BrowserName, { platform, environment }: Search): string[] {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const ending = platform === 'win32' ? '.exe' : '';
  // By command before folder: the better-suited browser wins wherever on PATH it is.
  return COMMANDS[name].flatMap((command) => folders.map((folder) => join(folder, `${command}${ending}`)));
}

function usualPlaces(name: BrowserName, { platform, environment }: Search): string[] {
  if (platform === 'darwin') {
    const folders = [join(environment['HOME'] ?? '', 'Applications'), '/Applications'];
    return MAC_APPLICATIONS[name].flatMap((path) => folders.map((folder) => join(folder, path)));
  }
  if (platform !== 'win32') return [];
  const folders = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].map((variable) => environment[variable] ?? '');
  return WINDOWS_PROGRAMS[name].flatMap((path) => folders.filter((f) => f !== '').map((folder) => join(folder, path)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
