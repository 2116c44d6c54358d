/** Page and board on one port: what begins with the board's addresses goes to its app, and everything else is a file of the page. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { startServer, type RunningServer, type ServerLimits } from '../../static-server';
import type { BoardApp } from './api/app';

export interface PageAndBoard {
  readonly url: string;
  /** Answers what is under way first. @returns how many requests were cut off */
  stop(): Promise<number>;
}

/** The longest that a stop waits. */
const PATIENCE_MS = 10_000;
const WRITING_MS = 1000;

interface Where {
  readonly pageFolder: string;
  readonly host: string;
  readonly port: number;
  /** No other is taken in its place. */
  readonly portAlone?: boolean;
  /** All connections are then one proxy's. */
  readonly behindProxy?: boolean;
  readonly limits?: ServerLimits;
}

/**
 * Of a server that strangers reach. A body of the largest size comes within its time over a connection of 0.3 Mbit/s; whoever keeps a
 * connection without asking anything, or reads an answer without end, loses it.
 */
const LIMITS: ServerLimits = {
  ...{ headersSeconds: 10, requestSeconds: 60, keepAliveSeconds: 15, silentSeconds: 60 },
  ...{ headerBytes: 8192, connections: 2000, connectionsOfOne: 100 },
};

export async function startPageAndBoard(
  app: Pick<BoardApp, 'fetch' | 'holds' | 'traffic'>,
  { pageFolder, host, port, portAlone = false, behindProxy = false, limits = LIMITS }: Where,
): Promise<PageAndBoard> {
  const answer = getRequestListener((request, { incoming }) => app.fetch(request, incoming.socket.remoteAddress));
  const open = new Set<ServerResponse>();
  const first = (request: IncomingMessage, response: ServerResponse): boolean => {
    if (!app.holds(request.url ?? '')) return false;
    open.add(response);
    response.once('close', () => open.delete(response));
    void answer(request, response);
    return true;
  };
  const server: RunningServer = await startServer({
    ...{ folder: pageFolder, host, port, portAlone, first },
    limits: behindProxy ? { ...limits, connectionsOfOne: Infinity } : limits,
  });
  return {
    url: server.url,
    stop: async () => {
      const cut = await app.traffic.stop(PATIENCE_MS);
      // What has been answered may not have been written yet.
      const written = [...open].map((response) => once(response, 'close'));
      await Promise.race([Promise.all(written), delay(WRITING_MS, undefined, { ref: false })]);
      await server.close();
      return cut;
    },
  };
}
