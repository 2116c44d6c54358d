/**
 * Environment variables as this command reads them: one that is set and empty is not set. Imported first, since env-paths asks
 * for the home folder as soon as it is loaded, and would keep runs in the current folder for an empty HOME.
 */
import { homedir, tmpdir } from 'node:os';
import { isAbsolute } from 'node:path';

type Environment = Record<string, string | undefined>;

/** Null where it is not set, or empty. */
export function variable(name: string, environment: Environment = process.env): string | null {
  const value = environment[name];
  return value === undefined || value === '' ? null : value;
}

/** Folders; a relative one of XDG is to be ignored by its specification. */
const XDG = ['XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'XDG_RUNTIME_DIR'];
const READ = [...XDG, 'HOME', 'APPDATA', 'LOCALAPPDATA', 'TMPDIR', 'TOKAMARK_DATA', 'TOKAMARK_DEBUG'];

/** Removes what is empty, here and for every child. Where a user has no home folder, the temporary one stands for it. */
export function cleanEnvironment(environment: Environment, home: () => string = homedir): void {
  for (const name of READ) {
    const value = variable(name, environment);
    if (value === null || (XDG.includes(name) && !isAbsolute(value))) Reflect.deleteProperty(environment, name);
  }
  try {
    home();
  } catch {
    environment['HOME'] = tmpdir();
  }
}

cleanEnvironment(process.env);
