/**
 * Serves the built page's folder over HTTP on this machine, cross-origin isolated, so that the page's clock is fine. For people
 * and tests on one machine. A host on the network needs https, without which browsers offer no WebGPU; any web server with that will do.
 */

import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { TokamarkError } from '../src/foundation/errors';
import { ISOLATION_HEADERS, protectionOf } from './headers';

export interface ServerOptions {
  /** The built page. */
  readonly folder: string;
  /** Loopback unless said otherwise. */
  readonly host?: string;
  /** The first port to try; 0 takes any free one. */
  readonly port?: number;
  /** False leaves out COOP and COEP, as a plain static host does. */
  readonly isolated?: boolean;
  /** Origins that the page may ask as servers of the person's own; left out, those of this machine. */
  readonly asks?: readonly string[];
  /** Asked before any file is looked for. @returns whether it has answered */
  readonly first?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface RunningServer {
  /** `http://127.0.0.1:4173/` */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** How many further ports are tried where the first is taken. */
const PORTS_TRIED = 100;

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { folder, host = '127.0.0.1', port = 4173, isolated = true, first = () => false, asks } = options;
  if (!existsSync(join(folder, 'index.html'))) {
    throw new TokamarkError({
      code: 'option',
      message: 'The page has not been built.',
      where: folder,
      remedy: 'Build it first: npm run build.',
    });
  }
  const server = createServer(requestHandler({ folder, isolated, first, asks }));
  const taken = await listenFrom(server, host, port);
  return { url: `http://${hostInUrl(host)}:${taken}/`, close: () => close(server) };
}

type Handled = Required<Pick<ServerOptions, 'folder' | 'isolated' | 'first'>> & {
  readonly asks: readonly string[] | undefined;
};

function requestHandler({ folder, isolated, first, asks }: Handled) {
  const isolation = isolated ? ISOLATION_HEADERS : {};
  const files = sirv(folder, {
    etag: true,
    maxAge: 0,
    // Which the build has put beside the files.
    brotli: true,
    gzip: true,
    setHeaders: (response, path) => {
      if (path.endsWith('.wgsl')) response.setHeader('Content-Type', 'text/wgsl;charset=utf-8');
    },
    onNoMatch: (request, response) => {
      plainText(response, 404, `Not found: ${request.url ?? ''}`);
    },
  });
  return (request: IncomingMessage, response: ServerResponse): void => {
    const path = (request.url ?? '').replace(/^\/|[?#].*$/g, '');
    for (const [name, value] of Object.entries<string>({ ...protectionOf(path, asks), ...isolation })) {
      response.setHeader(name, value);
    }
    if (first(request, response)) return;
    if (request.method === 'GET' || request.method === 'HEAD') {
      files(request, response);
      return;
    }
    response.setHeader('Allow', 'GET, HEAD');
    plainText(response, 405, 'Only GET and HEAD are served here.');
  };
}

function plainText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain;charset=utf-8' }).end(`${text}\n`);
}

/** Listens on the first free port from `first` on, and resolves to it. */
async function listenFrom(server: Server, host: string, first: number): Promise<number> {
  for (let port = first; ; port += 1) {
    const problem = await listen(server, host, port);
    if (problem === null) break;
    const canGoOn = problem.code === 'EADDRINUSE' && port - first < PORTS_TRIED && port < 65_535;
    if (canGoOn) continue;
    throw new TokamarkError(
      {
        code: 'option',
        message: `The page cannot be served: ${problem.message}.`,
        where: `${host}:${port}`,
        remedy: 'Choose another --host or --port.',
      },
      { cause: problem },
    );
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : first;
}

function listen(server: Server, host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen(port, host, () => {
      server.removeListener('error', resolve);
      resolve(null);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    // A browser keeps its connections open: without this the server would wait for it to leave.
    server.closeAllConnections();
  });
}

function hostInUrl(host: string): string {
  // Every address of the machine is listened on: the loopback one is where browsers offer WebGPU over http.
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
