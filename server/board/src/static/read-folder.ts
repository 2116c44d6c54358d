/** The files of a folder of results, in the order of their names: the same on every machine. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { TokamarkError } from '../../../../src/foundation/errors';
import { MOST_BYTES } from '../contract/submission';

export interface ResultFile {
  /** Below the folder, with slashes. */
  readonly path: string;
  /** None of a file that is larger than a result ever is. */
  readonly bytes: Uint8Array;
}

/** All JSON in it. @throws TokamarkError `option` of a folder that is not there */
export function readFolder(folder: string): readonly ResultFile[] {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) {
    throw new TokamarkError({
      code: 'option',
      message: 'There is no such folder.',
      where: folder,
      remedy: 'Name a folder of JSON files that Tokamark wrote.',
    });
  }
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.') || part === 'node_modules'))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((path) => {
      const file = join(folder, path);
      const isLarge = statSync(file).size > MOST_BYTES;
      return { path, bytes: isLarge ? new Uint8Array() : readFileSync(file) };
    });
}
