/**
 * Loads a peer's package when it is needed. The root's tools do not know bench/node_modules: a type names the members that the bench
 * uses, and loading checks that they exist.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** @throws where the package is not installed, or is not what T says. */
export async function loadPeer<T>(name: string, schema: z.ZodType<T>): Promise<T> {
  const loaded: unknown = await import(/* @vite-ignore */ name);
  return schema.parse(loaded);
}

/** `onnxruntime-node 1.30.0` of an installed package; its manifest may not be among its exports. */
export function peerVersion(name: string): string {
  const require = createRequire(import.meta.url);
  for (const folder of require.resolve.paths(name) ?? []) {
    const version = versionIn(join(folder, name));
    if (version !== null) return `${name} ${version}`;
  }
  return `${name} (version unknown)`;
}

function versionIn(folder: string): string | null {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return z.object({ version: z.string() }).parse(manifest).version;
  } catch {
    return null;
  }
}

/** bench/.cache: what can be made again. The bundle lies in bench/dist/node. */
export const cacheFolder = (): string => fileURLToPath(new URL('../../.cache', import.meta.url));

/** bench/node_modules */
export const peersFolder = (): string => fileURLToPath(new URL('../../node_modules', import.meta.url));
