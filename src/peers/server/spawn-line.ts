/** A line to a server from the page: in a worker of its own, the only code of the page that may ask this machine (server/headers.ts). Browser only. */
import * as Comlink from 'comlink';
import { failureOf } from '../worker-failure';
import type { Line, ServerWork } from './line';

export function spawnLine(): Line {
  const worker = new Worker(new URL('./server-worker.ts', import.meta.url), { type: 'module', name: 'own server' });
  const remote = Comlink.wrap<ServerWork>(worker);
  return {
    work: { models: (server) => remote.models(server), text: (server, asked) => remote.text(server, asked) },
    failed: failureOf(worker),
    end: () => worker.terminate(),
  };
}
