/** The files of the built page, for the service worker: what it keeps, and by which content it knows them. */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { BuiltPage } from '../../server/service-worker/built-page.ts';

/** Says what use offline takes before anything is kept for it. */
export const OFFLINE_FILE = 'offline.json';

/** What a browser has no use for: twins of other files, what tells of the files, which the browser keeps by itself, and whether there is a board, which is the host's to say. */
const USELESS = /\.(?:br|gz|map)$|^service-worker\.js$|^offline\.json$|^board-place\.json$|(?:^|\/)README\.md$/;
/** What comes on a click and only with the connection: what other engines are measured with. */
const ONLINE = /^(?:driven\.html$|models\/fable\/(?:onnx|gguf)\/|assets\/peers\/)/;

export function pageFiles(folder: string, label: string): BuiltPage {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !USELESS.test(path) && !ONLINE.test(path))
    .sort()
    .map((path) => {
      const content = readFileSync(join(folder, path));
      return { path, bytes: content.length, sha256: hash(content) };
    });
  return { version: hash(JSON.stringify(files)).slice(0, 16), label, files };
}

const hash = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');
