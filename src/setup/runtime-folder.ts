/** Gives Mesa the XDG_RUNTIME_DIR that it expects where a machine sets none. Not a cache: nothing of ours is kept there. */

import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Sets the variable in `environment`, by default this process's own, which children inherit. */
export function ensureRuntimeFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): void {
  if (platform !== 'linux' || (environment['XDG_RUNTIME_DIR'] ?? '') !== '') return;
  const folder = join(tmpdir(), `tokamark-runtime-${process.getuid?.() ?? 0}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  environment['XDG_RUNTIME_DIR'] = folder;
}
