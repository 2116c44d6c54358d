/**
 * A Vite plugin that gives the shader hash of these sources as the module `virtual:shader-hash`: worked out once a build, when
 * something first imports it, and again after one of the files behind it changed.
 */
import { resolve } from 'node:path';
import { runnerImport, type Plugin } from 'vite';
import type * as ShaderHash from './shader-hash.ts';

/** With Vite's mark of a module that is no file. */
const ID = '\0virtual:shader-hash';

const root = resolve(import.meta.dirname, '../..');

export function shaderHashModule(): Plugin {
  return {
    name: 'shader-hash',
    resolveId: { filter: { id: /^virtual:shader-hash$/ }, handler: () => ID },
    load: {
      filter: { id: /^\0virtual:shader-hash$/ },
      async handler() {
        const { module, dependencies } = await runnerImport<typeof ShaderHash>(
          resolve(root, 'src/build/shader-hash.ts'),
          { root, configFile: false, logLevel: 'silent' },
        );
        for (const file of dependencies) this.addWatchFile(resolve(root, file));
        return `export const SHADER_HASH = ${JSON.stringify(module.shaderHash())};`;
      },
    },
  };
}
