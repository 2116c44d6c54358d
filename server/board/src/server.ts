/** Page and board on one port: what begins with the board's addresses goes to its API, and everything else is a file of the page. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { startServer, type RunningServer } from '../../static-server';
import type { BoardApp } from './api/app';

export interface PageAndBoard {
  readonly url: string;
  /** Answers what is under way first. @returns how many requests were cut off */
  stop(): Promise<number>;
}

const OF_BOARD = /^\/(api|healthz|readyz|metrics)(?=[/?]|$)/;

/** The longest that a stop waits. */
const PATIENCE_MS = 10_000;

interface Where {
  readonly pageFolder: string;
  readonly host: string;
  readonly port: number;
}

export async function startPageAndBoard(app: BoardApp, { pageFolder, host, port }: Where): Promise<PageAndBoard> {
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const first = (request: IncomingMessage, response: ServerResponse): boolean => {
    if (!OF_BOARD.test(request.url ?? '')) return false;
    void answer(request, response);
    return true;
  };
  const server: RunningServer = await startServer({ folder: pageFolder, host, port, first });
  return {
    url: server.url,
    stop: async () => {
      const cut = await app.traffic.stop(PATIENCE_MS);
      await server.close();
      return cut;
    },
  };
}
