/**
 * The page's service worker. It answers all that is asked below the page's folder, from what is kept or from the host, with the headers
 * that `tokamark serve` sends: so a host that cannot set COOP and COEP has an isolated page after one reload. It keeps nothing that
 * nobody asked for. The build makes one file of it (vite.config.ts).
 */
import { answer, fileOf } from './answer';
import type { BuiltPage } from './built-page';
import { createCommands } from './commands';
import { KeptPage } from './kept-page';

declare const __TOKAMARK_PAGE__: BuiltPage;

// TypeScript's library of the page has no service worker in it.
declare const registration: ServiceWorkerRegistration;
declare function skipWaiting(): Promise<void>;

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Told extends Extendable {
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
}
const isExtendable = (event: Event): event is Extendable => 'waitUntil' in event;
const isFetching = (event: Event): event is Fetching => 'respondWith' in event;
const isTold = (event: Event): event is Told => isExtendable(event) && 'ports' in event;

/** What `fetch` refuses: looking only into the browser's cache, for a page of another kind. */
const isOfDeveloperTools = ({ cache, mode }: Request): boolean => cache === 'only-if-cached' && mode !== 'same-origin';

const { scope } = registration;
const kept = new KeptPage({
  caches,
  scope,
  download: (url, signal) => fetch(url, { cache: 'no-cache', signal }),
});
const command = createCommands({
  page: __TOKAMARK_PAGE__,
  kept,
  heldLocks: async () => ((await navigator.locks.query()).held ?? []).flatMap(({ name }) => name ?? []),
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
});

// This code may be new at once: what is kept, and so what runs, stays as it is until a person asks for more.
addEventListener('install', (event) => {
  if (isExtendable(event)) event.waitUntil(skipWaiting());
});
addEventListener('fetch', (event) => {
  if (!isFetching(event) || event.request.method !== 'GET' || isOfDeveloperTools(event.request)) return;
  const path = fileOf(event.request.url, scope);
  if (path !== null) event.respondWith(answer(event.request, path, kept, (request) => fetch(request)));
});
addEventListener('message', (event) => {
  if (!isTold(event)) return;
  const [port] = event.ports;
  if (port !== undefined) event.waitUntil(command(event.data, (message) => port.postMessage(message)));
});
