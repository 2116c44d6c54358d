/**
 * Makes a folder and those above it. Not mkdir's `recursive`: below a parent that exists and takes no folder, such as /proc, the
 * system answers ENOENT, and Node.js then tries again for ever.
 */
import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Does nothing where it is there.
 * @param mode of the folders that are made
 * @throws the system's error, whose message names the folder that could not be made
 */
export function makeFolder(folder: string, mode?: number): void {
  const missing: string[] = [];
  for (let at = resolve(folder); !isFolder(at); at = dirname(at)) {
    missing.unshift(at);
    if (dirname(at) === at) break;
  }
  for (const path of missing) {
    try {
      mkdirSync(path, mode === undefined ? {} : { mode });
    } catch (thrown) {
      // Another process may have been faster.
      if (!isFolder(path)) throw thrown;
    }
  }
}

/** False where there is nothing. @throws where something else is in its place, or nobody may look */
function isFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (found.isDirectory()) return true;
  throw Object.assign(new Error(`${path} is not a folder`), { code: 'ENOTDIR' });
}
