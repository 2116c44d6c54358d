/**
 * Serves the bench's page on this machine: page/ is its bundle, peers/ is bench/node_modules, fable/ our own model,
 * model.gguf the file of that name, graph?workload=JSON&part=NAME an ONNX file made for the question. Cross-origin isolated.
 */
import { createReadStream, statSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { ISOLATION_HEADERS } from '../server/headers';
import { FABLE_FOLDER } from './fable-folder';
import { encodeModel } from './onnx-encoding';
import { graphOf, messageOf } from './onnx-graphs';
import { peersFolder } from './peer-module';
import { reasonOf, workloadSchema } from './protocol';

/** Beside the orchestrator's bundle. */
const PAGE = fileURLToPath(new URL('../page', import.meta.url));

export interface PageServer {
  /** Ends in a slash. */
  readonly url: string;
  readonly close: () => void;
}

export async function servePage(gguf: string | null): Promise<PageServer> {
  const page = sirv(PAGE, { dev: true });
  const peers = sirv(peersFolder(), { dev: true, dotfiles: true });
  const fable = sirv(FABLE_FOLDER, { dev: true });
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    for (const [name, value] of Object.entries(ISOLATION_HEADERS)) response.setHeader(name, value);
    const notFound = (): void => void response.writeHead(404).end();
    const [, first = ''] = url.pathname.split('/');
    const folder = first === 'page' ? page : first === 'peers' ? peers : first === 'fable' ? fable : null;
    if (folder !== null) {
      request.url = url.pathname.slice(first.length + 1);
      folder(request, response, notFound);
    } else if (first === 'graph') void sendGraph(url.searchParams, response);
    else if (first === 'model.gguf' && gguf !== null) sendFile(gguf, response);
    else notFound();
  });
  const port = await listen(server);
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}/`, close };
}

async function sendGraph(query: URLSearchParams, response: ServerResponse): Promise<void> {
  try {
    const workload = workloadSchema.parse(JSON.parse(query.get('workload') ?? ''));
    response.end(await encodeModel(messageOf(graphOf(workload, query.get('part') ?? ''))));
  } catch (thrown) {
    response.writeHead(400).end(reasonOf(thrown));
  }
}

function sendFile(path: string, response: ServerResponse): void {
  response.setHeader('Content-Length', statSync(path).size);
  createReadStream(path).pipe(response);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}
