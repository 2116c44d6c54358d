/** A CacheStorage in memory, and pages to keep in it. For tests. */
import { createHash } from 'node:crypto';
import type { BuiltPage } from './built-page';
import type { Caches } from './kept-page';

/** As much of Cache as is used. */
function memoryCache(): Cache {
  const held = new Map<string, Response>();
  const address = (request: RequestInfo | URL): string => (request instanceof Request ? request.url : String(request));
  const none = (): Promise<never> => Promise.reject(new Error('not used'));
  return {
    match: (request) => Promise.resolve(held.get(address(request))?.clone()),
    put: (request, response) => {
      held.set(address(request), response);
      return Promise.resolve();
    },
    ...{ add: none, addAll: none, delete: none, keys: none, matchAll: none },
  };
}

export function memoryCaches(): Caches & { readonly names: () => readonly string[] } {
  const caches = new Map<string, Cache>();
  return {
    names: () => [...caches.keys()],
    keys: () => Promise.resolve([...caches.keys()]),
    delete: (name) => Promise.resolve(caches.delete(name)),
    open: (name) => {
      const cache = caches.get(name) ?? memoryCache();
      caches.set(name, cache);
      return Promise.resolve(cache);
    },
  };
}

/** A page of files with these contents. */
export function pageOf(version: string, contents: Readonly<Record<string, string>>): BuiltPage {
  const files = Object.entries(contents).map(([path, content]) => ({
    ...{ path, bytes: content.length },
    sha256: createHash('sha256').update(content).digest('hex'),
  }));
  return { version, label: `version ${version}`, files };
}
