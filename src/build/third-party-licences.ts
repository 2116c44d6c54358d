/**
 * A Vite plugin that writes the licences of the packages in the bundles beside them, those in the worker's bundle included:
 * Vite's own `build.license` passes over workers. Not a check of whether a licence suits.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { z } from 'zod';

const FILE_NAME = 'THIRD-PARTY-LICENCES.md';

const Package = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().default('licence not named'),
});

/** What is compiled into a package, and has a licence that the package does not repeat. */
const INSIDE: Readonly<Record<string, string>> = {
  '@wllama/wllama':
    'Its WebAssembly is llama.cpp, Copyright (c) 2023-2026 The ggml authors, under the MIT licence as above.',
};

export interface LicencePlugins {
  /** For the worker's bundles: takes note of their packages. */
  readonly note: () => Plugin;
  /** For the main bundle: takes note of its own packages and writes the file. */
  readonly write: Plugin;
}

export function thirdPartyLicences(): LicencePlugins {
  const folders = new Set<string>();
  const noteModules = (chunks: readonly { type: string; modules?: object }[]): void => {
    for (const chunk of chunks) {
      for (const id of Object.keys(chunk.modules ?? {})) {
        const folder = packageFolder(id);
        if (folder !== null) folders.add(folder);
      }
    }
  };
  return {
    note: () => ({
      name: 'note-licences',
      generateBundle(_options, bundle) {
        noteModules(Object.values(bundle));
      },
    }),
    write: {
      name: 'write-licences',
      generateBundle(_options, bundle) {
        noteModules(Object.values(bundle));
        this.emitFile({ type: 'asset', fileName: FILE_NAME, source: licenceText([...folders].sort()) });
      },
    },
  };
}

/** The folder of the package that a module is from, or null for a module of this project. */
function packageFolder(id: string): string | null {
  const match = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/'));
  const folder = match?.[1];
  return folder !== undefined && existsSync(join(folder, 'package.json')) ? folder : null;
}

function licenceText(folders: readonly string[]): string {
  const sections = folders.map((folder) => {
    const { name, version, license } = Package.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
    const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
    const inside = INSIDE[name];
    return [`## ${name} ${version} (${license})`, ...texts, ...(inside === undefined ? [] : [inside])].join('\n\n');
  });
  return `${['# Licences of the packages that are bundled here', ...sections].join('\n\n')}\n`;
}
