/**
 * A Vite plugin that gives the shader hash of these sources as the module `virtual:shader-hash`. It computes the hash once per process,
 * at the first import, and again after a change.
 */
import { resolve } from 'node:path';
import { runnerImport, type Plugin } from 'vite';
import type * as ShaderHash from './shader-hash.ts';

/** With Vite's mark of a module that is no file. */
const ID = '\0virtual:shader-hash';

const root = resolve(import.meta.dirname, '../..');

declare global {
  /** Of all plugins and builds of this process: vitest loads its configuration, and so this file, anew for each project. */
  var tokamarkShaderHash: ReturnType<typeof workOut> | undefined;
}

export function shaderHashModule(): Plugin {
  return {
    name: 'shader-hash',
    resolveId: { filter: { id: /^virtual:shader-hash$/ }, handler: () => ID },
    load: {
      filter: { id: /^\0virtual:shader-hash$/ },
      async handler() {
        const { hash, files } = await (globalThis.tokamarkShaderHash ??= workOut());
        for (const file of files) this.addWatchFile(file);
        return `export const SHADER_HASH = ${JSON.stringify(hash)};`;
      },
    },
    watchChange() {
      globalThis.tokamarkShaderHash = undefined;
    },
  };
}

/** The hash, and the files behind it. */
async function workOut(): Promise<{ readonly hash: string; readonly files: readonly string[] }> {
  const { module, dependencies } = await runnerImport<typeof ShaderHash>(resolve(root, 'src/build/shader-hash.ts'), {
    root,
    configFile: false,
    logLevel: 'silent',
  });
  return { hash: module.shaderHash(), files: dependencies.map((file) => resolve(root, file)) };
}
