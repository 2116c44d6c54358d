/**
 * Builds the bench: the orchestrator and the engines' processes (`--mode node`, into bench/dist/node) and the page
 * (into bench/dist/page). Peers are in neither: both load them from bench/node_modules when they run.
 */
import { resolve } from 'node:path';
import { defineConfig, type UserConfig } from 'vite';
import { shaderHashModule } from '../src/build/shader-hash-module.ts';
import { buildConstants } from '../vite.config.ts';

const bench = import.meta.dirname;

const node: UserConfig = {
  root: bench,
  publicDir: false,
  build: {
    outDir: 'dist/node',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    ssr: true,
    rolldownOptions: {
      input: {
        main: resolve(bench, 'main.ts'),
        engine: resolve(bench, 'engine.ts'),
        contest: resolve(bench, 'contest/main.ts'),
        links: resolve(bench, 'links/main.ts'),
        predict: resolve(bench, 'predict/main.ts'),
        proof: resolve(bench, 'proof/main.ts'),
        tuning: resolve(bench, 'tuning/main.ts'),
      },
      // Side by side, so that each can find the folders around it.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
  ssr: { noExternal: true, external: ['webgpu', 'puppeteer-core'] },
};

const page: UserConfig = {
  root: resolve(bench, 'page'),
  base: './',
  publicDir: false,
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    target: 'es2023',
  },
};

export default defineConfig(({ mode }) => ({
  define: buildConstants(),
  plugins: [shaderHashModule()],
  ...(mode === 'node' ? node : page),
}));
