/**
 * Which test files need a process of their own: those that open an adapter, since Dawn's objects end with their process, those that
 * change what all of a process share, and the longest. All others share one process a worker: starting one for each, and reading the
 * same modules again, takes longer than their tests do.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const FOLDERS = ['src', 'shaders', 'server', 'bench', 'test'];
const TEST = /\.test\.tsx?$/;
const CHANGES_GLOBALS = /\bglobalThis\b|\bprocess\.env\b|\bawait import\(/;
const CALLS = /\bvi\.(\w+)/g;
/** Calls of vitest that leave nothing behind. */
const HARMLESS =
  /^(fn|mocked|waitFor|waitUntil|advanceTimers\w*|runAllTimers\w*|useRealTimers|unstubAll\w+|restoreAllMocks)$/;
/** And those that leave nothing where the file has the other too. */
const TAKEN_BACK: ReadonlyMap<string, string> = new Map([
  ['useFakeTimers', 'vi.useRealTimers('],
  ['stubGlobal', 'vi.unstubAllGlobals('],
  ['spyOn', 'vi.restoreAllMocks('],
]);
const IMPORTED = /(?:from|import)\s*\(?\s*'([^']+)'/g;
/** Whoever imports them, be it through others: Dawn, the built command, and all programs of all kernels. */
const SEEDS = ['webgpu', 'test/fixtures/command.ts', 'src/build/shader-hash.ts'];

declare global {
  /** Of this process: vitest loads its configuration, and so this file, anew for each project. */
  var tokamarkOwnProcess: readonly string[] | undefined;
}

/** Below the project's root. */
export const ownProcess = (): readonly string[] => (globalThis.tokamarkOwnProcess ??= found());

function found(): readonly string[] {
  const texts = new Map(sources().map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
  const importers = new Map<string, string[]>();
  for (const [file, text] of texts) {
    for (const [, name = ''] of text.matchAll(IMPORTED)) {
      const imported = moduleOf(file, name, texts);
      importers.set(imported, [...(importers.get(imported) ?? []), file]);
    }
  }
  const reached = new Set(SEEDS);
  // What is added meanwhile is visited too.
  for (const module of reached) for (const file of importers.get(module) ?? []) reached.add(file);
  return [...texts].flatMap(([file, text]) =>
    TEST.test(file) && (changesGlobals(text) || reached.has(file)) ? [file] : [],
  );
}

function changesGlobals(text: string): boolean {
  const calls = Array.from(text.matchAll(CALLS), ([, call = '']) => call).filter((call) => !HARMLESS.test(call));
  const isTakenBack = (call: string): boolean => {
    const by = TAKEN_BACK.get(call);
    return by !== undefined && text.includes(by);
  };
  return CHANGES_GLOBALS.test(text) || !calls.every(isTakenBack);
}

const sources = (): readonly string[] =>
  FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).flatMap((name) =>
      /\.tsx?$/.test(name) && !/(^|\/)(node_modules|\.cache)\//.test(name) ? [`${folder}/${name}`] : [],
    ),
  );

/** The file that `name` means in `importer`; a package by its own name. */
function moduleOf(importer: string, name: string, files: ReadonlyMap<string, unknown>): string {
  if (!name.startsWith('.')) return name;
  const path = join(dirname(importer), name);
  return [path, `${path}.ts`, `${path}.tsx`].find((file) => files.has(file)) ?? path;
}
