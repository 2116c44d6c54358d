/**
 * Builds the bench: the orchestrator and the engines' processes (`--mode node`, into bench/dist/node) and the page
 * (into bench/dist/page). Peers are in neither: both load them from bench/node_modules when they run.
 */
import { resolve } from 'node:path';
import { defineConfig, type UserConfig } from 'vite';
import { buildConstants } from '../vite.config.ts';

const root = import.meta.dirname;

const node: UserConfig = {
  publicDir: false,
  build: {
    outDir: 'dist/node',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    ssr: true,
    rolldownOptions: {
      input: { main: resolve(root, 'main.ts'), engine: resolve(root, 'engine.ts') },
      // Side by side, so that each can find the folders around it.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
  ssr: { noExternal: true, external: ['webgpu', 'puppeteer-core'] },
};

const page: UserConfig = {
  base: './',
  publicDir: false,
  build: {
    outDir: 'dist/page',
    emptyOutDir: true,
    target: 'es2023',
    rolldownOptions: { input: resolve(root, 'page/index.html') },
  },
};

export default defineConfig(({ mode }) => ({ root, define: buildConstants(), ...(mode === 'node' ? node : page) }));
