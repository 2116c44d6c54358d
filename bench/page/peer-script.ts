/** Loads a peer into the page from peers/, which is bench/node_modules. */
import type { z } from 'zod';

export const peerUrl = (path: string): string => new URL(`../peers/${path}`, location.href).href;

/** An ES module. @throws where it is not what the schema says */
export async function importPeer<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const loaded: unknown = await import(/* @vite-ignore */ peerUrl(path));
  return schema.parse(loaded);
}

/** A classic script, which leaves a global behind. */
export function loadScript(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = peerUrl(path);
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${path} could not be loaded`));
    document.head.append(script);
  });
}
