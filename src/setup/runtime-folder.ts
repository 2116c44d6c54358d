/** Gives Mesa the XDG_RUNTIME_DIR that it expects where a machine sets none. Not a cache: nothing of ours is kept there. */

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './make-folder';

/** Sets the variable in `environment`, by default this process's own, which children inherit. */
export function ensureRuntimeFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): void {
  if (platform !== 'linux' || (environment['XDG_RUNTIME_DIR'] ?? '') !== '') return;
  const folder = join(tmpdir(), `tokamark-runtime-${process.getuid?.() ?? 0}`);
  try {
    makeFolder(folder, 0o700);
  } catch {
    // Mesa says that the variable is missing, and goes on.
    return;
  }
  environment['XDG_RUNTIME_DIR'] = folder;
}
