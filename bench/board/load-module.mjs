/** TypeScript of the bench, loaded as the product's build would: with its constants. Plain JavaScript, to load the rest with. */
import { resolve } from 'node:path';
import { createServer, createServerModuleRunner, runnerImport } from 'vite';

const root = resolve(import.meta.dirname, '../..');
/** @type {import('vite').InlineConfig} */
const PLAIN = { root, configFile: false, logLevel: 'error' };

/**
 * Vite's own runnerImport ends with the import, and modules that are asked for later are then refused.
 * @param {string} file beside this one
 */
export async function loadModule(file) {
  const [{ module: config }, { module: hash }] = await Promise.all([
    runnerImport(resolve(root, 'vite.config.ts'), PLAIN),
    runnerImport(resolve(root, 'src/build/shader-hash-module.ts'), PLAIN),
  ]);
  const server = await createServer({
    ...{ ...PLAIN, appType: 'custom', define: config.buildConstants(), plugins: [hash.shaderHashModule()] },
    ...{ server: { middlewareMode: true, hmr: false, ws: false, watch: null }, optimizeDeps: { noDiscovery: true } },
  });
  const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
  const close = async () => {
    await runner.close();
    await server.close();
  };
  return { module: await runner.import(resolve(import.meta.dirname, file)), close };
}
