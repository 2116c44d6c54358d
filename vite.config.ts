/**
 * The one build, in five modes: the page (`production`, into dist/page), what stands in frames (`frame`, into the same folder), the
 * service worker with a list of their files (`offline`, into the same folder), the command (`cli`, into dist/cli), and the board (`board`, into dist/board). src/build/build.mjs runs all. The tests' own configuration is vitest.config.ts.
 */

import { execFileSync } from 'node:child_process';
import { isBuiltin } from 'node:module';
import { chmodSync, copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { z } from 'zod';
import type { BuiltPage } from './server/service-worker/built-page.ts';
import { boardPlace } from './src/build/board-place.ts';
import { compressed } from './src/build/compressed.ts';
import { learnPapers } from './src/build/learn-papers.ts';
import { OFFLINE_FILE, pageFiles } from './src/build/page-files.ts';
import { pageShell } from './src/build/page-shell.ts';
import { shaderHashModule } from './src/build/shader-hash-module.ts';
import { siteMeta } from './src/build/site-meta.ts';
import { thirdPartyLicences } from './src/build/third-party-licences.ts';

const root = import.meta.dirname;

const version = (): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'))).version;

/** Compile-time constants, declared in src/foundation/build.ts. */
export function buildConstants(): Record<string, string> {
  return {
    __TOKAMARK_VERSION__: JSON.stringify(version()),
    __TOKAMARK_COMMIT__: JSON.stringify(commit()),
    __TOKAMARK_URL__: JSON.stringify(site(process.env['TOKAMARK_URL'])),
    __TOKAMARK_PEERS__: JSON.stringify(peerVersions()),
  };
}

/** As they are installed. */
function peerVersions(): Record<string, string> {
  return Object.fromEntries(
    ['onnxruntime-web', '@huggingface/transformers', '@wllama/wllama'].map((name) => {
      const manifest = readFileSync(resolve(root, 'node_modules', name, 'package.json'), 'utf8');
      return [name, z.object({ version: z.string() }).parse(JSON.parse(manifest)).version];
    }),
  );
}

/** Empty where nobody has said it; links that are passed on begin with it. */
function site(given = ''): string {
  if (given === '') return '';
  const { protocol, origin, pathname } = new URL(given);
  if (!/^https?:$/.test(protocol)) throw new Error(`TOKAMARK_URL must begin with https:// or http://, not ${given}`);
  return `${origin}${pathname}`;
}

function commit(): string {
  try {
    const describe = ['describe', '--always', '--dirty', '--abbrev=12', '--exclude=*'];
    return execFileSync('git', describe, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}

/** Of what runs in the worker of another engine. What asks it is small, and is kept for use offline with the page: it says what is missing. */
const isOfPeers = (moduleId: string): boolean =>
  /\/node_modules\/(?:onnxruntime-web|@huggingface|@wllama)\//.test(moduleId) ||
  /\/src\/peers\/(?:ort-web|transformers|gguf|peer-files|(?:onnx|wllama)\/(?!described|place))/.test(moduleId);

/** It is in a folder of its own: nobody downloads or keeps it who has not asked for that engine. */
const PEERS_APART = {
  entryFileNames: ({ name }: { readonly name: string }) =>
    `assets/${name === 'peer-worker' ? 'peers/' : ''}[name]-[hash].js`,
  chunkFileNames: ({ moduleIds }: { readonly moduleIds: readonly string[] }) =>
    `assets/${moduleIds.some(isOfPeers) ? 'peers/' : ''}[name]-[hash].js`,
  assetFileNames: ({ names }: { readonly names: readonly string[] }) =>
    `assets/${names.some((name) => name.endsWith('.wasm')) ? 'peers/' : ''}[name]-[hash][extname]`,
};

/** Most of a build goes into the shader hash, and nobody need be told each time. */
const CHECKS = { pluginTimings: false } as const;

function pageConfig(): UserConfig {
  const licences = thirdPartyLicences();
  const inputs = ['index.html', 'check.html', 'driven.html'].map((name) => resolve(root, name));
  return {
    // Relative addresses: the folder works under any path of any host.
    base: './',
    build: {
      outDir: 'dist/page',
      target: 'es2023',
      rolldownOptions: { checks: CHECKS, input: inputs.filter((file) => existsSync(file)) },
    },
    worker: {
      format: 'es',
      plugins: () => [shaderHashModule(), licences.note()],
      rolldownOptions: { checks: CHECKS, output: PEERS_APART },
    },
    plugins: [
      shaderHashModule(),
      pageShell(buildConstants()),
      learnPapers(buildConstants()),
      siteMeta(process.env['TOKAMARK_URL'] ?? '', resolve(root, 'src/page/styles/tokens.css')),
      boardPlace({
        discussions: process.env['TOKAMARK_DISCUSSIONS'] ?? '',
        board: process.env['TOKAMARK_BOARD_URL'] ?? '',
      }),
      licences.write,
    ],
  };
}

/** What stands in frames of other pages: apart, so that it shares no chunk with the first load of the page. */
function frameConfig(): UserConfig {
  return {
    ...{ base: './', publicDir: false },
    build: {
      ...{ outDir: 'dist/page', emptyOutDir: false, target: 'es2023' },
      rolldownOptions: { checks: CHECKS, input: resolve(root, 'feel.html') },
    },
  };
}

/** After the page, whose files it lists; and last of all of them are compressed. */
function offlineConfig(): UserConfig {
  const outDir = 'dist/page';
  const folder = resolve(root, outDir);
  const page = pageFiles(folder, `${version()} (${commit()})`);
  return {
    publicDir: false,
    define: { ...buildConstants(), __TOKAMARK_PAGE__: JSON.stringify(page) },
    build: {
      ...{ outDir, emptyOutDir: false, target: 'es2023' },
      rolldownOptions: {
        checks: CHECKS,
        input: resolve(root, 'server/service-worker/main.ts'),
        // One classic script, which every browser takes.
        output: { format: 'iife', entryFileNames: 'service-worker.js' },
      },
    },
    plugins: [announced(page), compressed(folder, resolve(root, '.cache/compressed'))],
  };
}

function announced({ version, label, files }: BuiltPage): Plugin {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return {
    name: 'announced',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: OFFLINE_FILE, source: JSON.stringify({ version, label, bytes }) });
    },
  };
}

function commandConfig(): UserConfig {
  return {
    // The page's build has copied it: the command finds the model there.
    publicDir: false,
    build: {
      outDir: 'dist/cli',
      target: 'node20',
      minify: false,
      ssr: resolve(root, 'src/cli/entry/start.ts'),
      rolldownOptions: {
        checks: CHECKS,
        output: { entryFileNames: 'start.mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
    // Everything is in the bundle but `webgpu`, which is a native library and so the package's one dependency.
    ssr: { noExternal: true, external: ['webgpu'] },
    plugins: [shaderHashModule(), bootstrap('dist/cli'), thirdPartyLicences().write],
  };
}

/** The program that any Node.js can read, beside the bundle; it is not bundled, so that it stays ES5 and CommonJS. */
function bootstrap(folder: string): Plugin {
  const source = resolve(root, 'src/cli/entry');
  return {
    name: 'bootstrap',
    writeBundle() {
      for (const name of ['load.cjs', 'require-node.cjs', 'node-version.cjs']) {
        copyFileSync(resolve(source, name), resolve(root, folder, name));
      }
      const program = resolve(root, folder, 'tokamark.js');
      writeFileSync(program, `#!/usr/bin/env node\n${readFileSync(resolve(source, 'tokamark.cjs'), 'utf8')}`);
      chmodSync(program, 0o755);
      // Under the name that people know, tokamark.js is CommonJS in this folder alone.
      writeFileSync(resolve(root, folder, 'package.json'), '{ "type": "commonjs" }\n');
    },
  };
}

/** Its packages stay outside: it runs where `npm ci` has installed them, and nothing of it is in the package of the command. */
function boardConfig(): UserConfig {
  return {
    publicDir: false,
    build: {
      outDir: 'dist/board',
      target: 'node20',
      minify: false,
      ssr: true,
      rolldownOptions: {
        checks: CHECKS,
        input: {
          main: resolve(root, 'server/board/src/main.ts'),
          operator: resolve(root, 'server/board/src/operator/main.ts'),
          // A thread's first file, found beside the bundle by its name.
          'prover-thread': resolve(root, 'server/board/src/proof/prover-thread.ts'),
          'judge-thread': resolve(root, 'server/board/src/judging/judge-thread.ts'),
        },
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
    plugins: [
      shaderHashModule(),
      asItIs('server/board/src/database/pglite/pglite-worker.mjs', 'dist/board'),
      asItIs('server/board/src/site/draw-thread.mjs', 'dist/board'),
      ownPackages('server/board/package.json'),
    ],
  };
}

/** A thread's first file, which is found beside the bundle under its own name. */
function asItIs(file: string, folder: string): Plugin {
  return {
    name: 'as-it-is',
    writeBundle() {
      copyFileSync(resolve(root, file), resolve(root, folder, basename(file)));
    },
  };
}

/** What a bundle leaves outside is installed with its package: others are there for the build alone. */
function ownPackages(manifest: string): Plugin {
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(resolve(root, manifest), 'utf8')));
  return {
    name: 'own-packages',
    generateBundle(_, bundle) {
      const imported = Object.values(bundle).flatMap((part) =>
        part.type === 'chunk' ? [...part.imports, ...part.dynamicImports] : [],
      );
      const outside = imported.filter((id) => !(id in bundle) && !isBuiltin(id));
      const names = outside.map((id) => (/^(@[^/]+\/)?[^/]+/.exec(id) ?? [id])[0]);
      const missing = names.filter((name) => !(name in dependencies));
      if (missing.length > 0) this.error(`${manifest} lacks what is imported: ${missing.join(', ')}`);
    },
  };
}

const CONFIGS: Readonly<Record<string, () => UserConfig>> = {
  ...{ board: boardConfig, cli: commandConfig, frame: frameConfig, offline: offlineConfig },
};

export default defineConfig(({ mode }) => ({
  root,
  define: buildConstants(),
  ...(CONFIGS[mode] ?? pageConfig)(),
}));
