/** The built page, served as `tokamark serve` does, or below a path without isolation as a plain static host does. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '../../../server/static-server';

const BUILT_PAGE = fileURLToPath(new URL('../../../dist/page', import.meta.url));

export interface Site {
  /** Ends in a slash; index.html is below it. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

export const serveIsolated = (): Promise<Site> => startServer({ folder: BUILT_PAGE, port: 0 });

const SUB_PATH = 'some/path';

/** Below a sub-path, and without COOP and COEP. */
export async function serveBelowPath(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'tokamark-site-'));
  cpSync(BUILT_PAGE, join(folder, SUB_PATH), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Another page of this host</title>');
  const server = await startServer({ folder, port: 0, isolated: false });
  return {
    url: `${server.url}${SUB_PATH}/`,
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
