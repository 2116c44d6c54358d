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
  /** True: no other port is tried where it is taken. */
  readonly portAlone?: boolean;
  /** False leaves out COOP and COEP, as a plain static host does. */
  readonly isolated?: boolean;
  /** Origins that the page may ask as servers of the person's own; left out, those of this machine. */
  readonly asks?: readonly string[];
  /** Left out, those of Node.js. */
  readonly limits?: ServerLimits;
  /** Asked before any file is looked for. @returns whether it has answered */
  readonly first?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** What is borne of clients that are slow or many. */
export interface ServerLimits {
  /** Until the headers of a request are there. */
  readonly headersSeconds: number;
  /** Until all of a request is there. */
  readonly requestSeconds: number;
  /** That a connection is kept for a next request. */
  readonly keepAliveSeconds: number;
  /** In which nothing is read and nothing written. */
  readonly silentSeconds: number;
  /** Of the headers of a request. */
  readonly headerBytes: number;
  readonly connections: number;
  /** From one address; Infinity where all come from one proxy. */
  readonly connectionsOfOne: number;
}

export interface RunningServer {
  /** `http://127.0.0.1:4173/` */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** How many further ports are tried where the first is taken. */
const PORTS_TRIED = 100;

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { folder, host = '127.0.0.1', port = 4173, isolated = true, first = () => false, asks, portAlone } = options;
  if (!existsSync(join(folder, 'index.html'))) {
    throw new TokamarkError({
      code: 'option',
      message: 'The page has not been built.',
      where: folder,
      remedy: 'Build it first: npm run build.',
    });
  }
  const handler = requestHandler({ folder, isolated, first, asks });
  const server = options.limits === undefined ? createServer(handler) : limitedServer(options.limits, handler);
  const taken = await listenFrom(server, { host, port, most: portAlone === true ? 0 : PORTS_TRIED });
  return { url: `http://${hostInUrl(host)}:${taken}/`, close: () => close(server) };
}

function limitedServer(limits: ServerLimits, handler: ReturnType<typeof requestHandler>): Server {
  const timeouts = {
    headersTimeout: limits.headersSeconds * 1000,
    requestTimeout: limits.requestSeconds * 1000,
    keepAliveTimeout: limits.keepAliveSeconds * 1000,
  };
  const server = createServer(
    { ...timeouts, maxHeaderSize: limits.headerBytes, connectionsCheckingInterval: CHECKED_MS },
    handler,
  );
  server.maxConnections = limits.connections;
  server.timeout = limits.silentSeconds * 1000;
  const counts = new Map<string, number>();
  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (counts.get(address) ?? 0) + 1;
    if (count > limits.connectionsOfOne) {
      socket.destroy();
      return;
    }
    counts.set(address, count);
    socket.once('close', () => {
      const left = (counts.get(address) ?? 1) - 1;
      if (left === 0) counts.delete(address);
      else counts.set(address, left);
    });
  });
  return server;
}

/** How often Node.js looks for requests that take too long. */
const CHECKED_MS = 500;

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

interface Ports {
  readonly host: string;
  readonly port: number;
  /** Further ones. */
  readonly most: number;
}

/** Listens on the first free port from `first` on, and resolves to it. */
async function listenFrom(server: Server, { host, port: first, most }: Ports): Promise<number> {
  for (let port = first; ; port += 1) {
    const problem = await listen(server, host, port);
    if (problem === null) break;
    const canGoOn = problem.code === 'EADDRINUSE' && port - first < most && port < 65_535;
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
