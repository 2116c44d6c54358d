/** The built page, served as `tokamark serve` does, or below a path without isolation as a plain static host does. */
import { createServer, get, type Server } from 'node:http';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '../../../server/static-server';

export const BUILT_PAGE = fileURLToPath(new URL('../../../dist/page', import.meta.url));

export interface Site {
  /** Ends in a slash; index.html is below it. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

export const serveIsolated = (): Promise<Site> => startServer({ folder: BUILT_PAGE, port: 0 });

const SUB_PATH = 'some/path';

/** Below a sub-path, and without COOP and COEP. */
export async function serveBelowPath(): Promise<Site> {
  const host = await serveFilled((folder) => {
    cpSync(BUILT_PAGE, join(folder, SUB_PATH), { recursive: true });
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Another page of this host</title>');
  }, false);
  return { ...host, url: `${host.url}${SUB_PATH}/` };
}

/** Without the story model: a run ends when it has measured, and says that nothing wrote. */
export const serveWithoutFable = (): Promise<Site> =>
  serveFilled((folder) =>
    cpSync(BUILT_PAGE, folder, { recursive: true, filter: (path) => path !== join(BUILT_PAGE, 'models') }),
  );

/** What else went wrong on a host without Fable: each of its files is an HTTP error there, which the console repeats. */
export function beyondFable(problems: readonly string[], { url }: Site): readonly string[] {
  const about = (start: string): readonly string[] => problems.filter((problem) => problem.startsWith(start));
  const missing = about(`HTTP 404: ${url}models/fable/`);
  const said = about('console: Failed to load resource').filter((problem) => problem.includes('status of 404'));
  if (said.length > missing.length) return problems;
  return problems.filter((problem) => ![...missing, ...said].includes(problem));
}

/** A folder that is gone with its host. */
async function serveFilled(fill: (folder: string) => void, isolated = true): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'tokamark-site-'));
  fill(folder);
  const server = await startServer({ folder, port: 0, isolated });
  return {
    url: server.url,
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** What is no folder of files, on a free port of this machine. */
export async function listening(server: Server): Promise<Site> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface Asked {
  /** Below the page, such as `assets/page.css`; empty for the page itself. */
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** As `serveIsolated`, and writes down what is asked for. */
export async function serveCounted(): Promise<Site & { readonly asked: readonly Asked[] }> {
  const site = await serveIsolated();
  const asked: Asked[] = [];
  const counter = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push({ path: path.slice(1), at: Date.now() });
    get(new URL(path, site.url), { headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    }).on('error', () => response.destroy());
  });
  const { url, close } = await listening(counter);
  return {
    ...{ asked, url },
    close: async () => {
      await close();
      await site.close();
    },
  };
}
