/** A line to a server from the page: in a worker of its own, the only code of the page that may ask this machine (server/headers.ts). Browser only. */
import * as Comlink from 'comlink';
import type { Line, ServerWork } from './line';

export function spawnLine(): Line {
  const worker = new Worker(new URL('./server-worker.ts', import.meta.url), { type: 'module', name: 'own server' });
  const failed = new Promise<never>((_, reject) => {
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message === '' ? 'its code could not be loaded' : event.message));
    };
  });
  failed.catch(() => undefined);
  const remote = Comlink.wrap<ServerWork>(worker);
  return {
    work: { models: (server) => remote.models(server), text: (server, asked) => remote.text(server, asked) },
    failed,
    end: () => worker.terminate(),
  };
}
