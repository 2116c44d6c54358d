/** The files of a folder of results, in the order of their names: the same on every machine. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { TokamarkError } from '../../../../src/foundation/errors';
import { decodeText } from '../../../../src/foundation/decode-text';
import { MOST_BYTES } from '../contract/submission';
import { aliasKey } from '../gates/gpu';

export interface ResultFile {
  /** Below the folder, with slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What people call GPUs, by the board's ids; beside the results. */
const ALIASES = 'aliases.json';

const aliasesSchema = z.record(z.string(), z.string().regex(/^[a-z0-9-]{1,100}$/));

/** @throws TokamarkError `option` of a folder that is not there, or of aliases that are none */
export function readFolder(folder: string): {
  readonly files: readonly ResultFile[];
  readonly aliases: ReadonlyMap<string, string>;
} {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) throw wrong('There is no such folder.', folder);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter(
      (path) => path !== ALIASES && !path.split('/').some((part) => part.startsWith('.') || part === 'node_modules'),
    )
    .sort((a, b) => (a < b ? -1 : 1));
  const files = paths.map((path) => {
    const file = join(folder, path);
    const isLarge = statSync(file).size > MOST_BYTES;
    return { path, bytes: isLarge ? new Uint8Array() : readFileSync(file) };
  });
  return { files, aliases: readAliases(join(folder, ALIASES)) };
}

function readAliases(file: string): ReadonlyMap<string, string> {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return new Map();
  try {
    const named = aliasesSchema.parse(JSON.parse(decodeText(readFileSync(file), file)));
    return new Map(Object.entries(named).map(([name, id]) => [aliasKey(name), id]));
  } catch (cause) {
    throw wrong('These aliases are none: an object of names and ids of GPUs.', file, cause);
  }
}

const wrong = (message: string, where: string, cause?: unknown): TokamarkError =>
  new TokamarkError(
    { code: 'option', message, where, remedy: 'Name a folder of JSON files that Tokamark wrote.' },
    { cause },
  );
