/**
 * Writes a .br and a .gz beside every text file of the built page: `tokamark serve` and many other hosts send those. What has been
 * compressed once is kept by its content, so that only the first build takes the time.
 */

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const TEXT = /\.(?:css|html|js|json|md|svg|txt|webmanifest|wgsl)$/;

/** Changes when what is kept would come out otherwise. */
const METHOD = 'best-1';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

const WAYS = {
  br: (content: Buffer) =>
    brotli(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  gz: (content: Buffer) => gzipped(content, { level: constants.Z_BEST_COMPRESSION }),
} as const;

type Ending = keyof typeof WAYS;
const ENDINGS: readonly Ending[] = ['br', 'gz'];

/** @param cache a folder that outlives the build */
export function compressed(folder: string, cache: string): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle: async () => {
      await compressFolder(folder, cache);
    },
  };
}

/** What was worked out, and what an earlier build had left. */
export interface Compressed {
  readonly made: number;
  readonly kept: number;
}

export async function compressFolder(folder: string, cache: string): Promise<Compressed> {
  await mkdir(cache, { recursive: true });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && TEXT.test(entry.name));
  const done = await Promise.all(
    files.flatMap((file) => ENDINGS.map((ending) => compressFile(join(file.parentPath, file.name), ending, cache))),
  );
  const kept = done.filter((one) => one === 'kept').length;
  return { kept, made: done.length - kept };
}

async function compressFile(path: string, ending: Ending, cache: string): Promise<'made' | 'kept'> {
  const content = await readFile(path);
  const name = `${createHash('sha256').update(METHOD).update(content).digest('hex')}.${ending}`;
  const earlier = await readFile(join(cache, name)).catch(() => null);
  const small = earlier ?? (await WAYS[ending](content));
  // What would be larger than the file is not offered; it is kept all the same, so that it is not tried again.
  if (small.length < content.length) await writeFile(`${path}.${ending}`, small);
  if (earlier === null) await writeFile(join(cache, name), small);
  return earlier === null ? 'made' : 'kept';
}
