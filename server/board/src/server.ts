/** Page and board on one port: what begins with the board's addresses goes to its API, and everything else is a file of the page. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
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
const WRITING_MS = 1000;

interface Where {
  readonly pageFolder: string;
  readonly host: string;
  readonly port: number;
}

export async function startPageAndBoard(app: BoardApp, { pageFolder, host, port }: Where): Promise<PageAndBoard> {
  const answer = getRequestListener(app.fetch);
  const open = new Set<ServerResponse>();
  const first = (request: IncomingMessage, response: ServerResponse): boolean => {
    if (!OF_BOARD.test(request.url ?? '')) return false;
    open.add(response);
    response.once('close', () => open.delete(response));
    void answer(request, response);
    return true;
  };
  const server: RunningServer = await startServer({ folder: pageFolder, host, port, first });
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
