/** The worker that asks a server of this machine for the page: it knows nothing else, and nothing else of the page may ask. Browser only. */
import '../../foundation/no-eval';
import * as Comlink from 'comlink';
import { unreachableFromPage } from './failures';
import { serverWork } from './line';

const work = serverWork(
  { fetch: (...asked) => fetch(...asked), unreachable: () => unreachableFromPage(self.location.origin) },
  // Who ends it ends the worker.
  new AbortController().signal,
);

Comlink.expose(work);
