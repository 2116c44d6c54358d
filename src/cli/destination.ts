/**
 * Where a document goes: standard output (`-`) or a file. A file is tried before anything is measured and written whole or not
 * at all. Not what is in the document (see report/).
 */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdtemp, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { TokamarkError } from '../foundation/errors';
import { assertArrived, type Streams } from './streams';
import { systemCode, whyNot } from './system-reasons';

export type Destination = { readonly kind: 'stdout' } | { readonly kind: 'file'; readonly path: string };

/** `-` is standard output, as everywhere; a file of that name is `./-`. */
export function destination(text: string): Destination {
  return text === '-' ? { kind: 'stdout' } : { kind: 'file', path: text };
}

/** @throws TokamarkError `option` where the file could not be written. Nothing is left behind. */
export async function checkWritable(to: Destination | null, option: string): Promise<void> {
  if (to?.kind !== 'file') return;
  try {
    const target = await resolveTarget(to.path);
    if (target.kind === 'special' || target.exists) await access(target.path, constants.W_OK);
    if (target.kind === 'special') return;
    await tryFolder(dirname(target.path));
  } catch (cause) {
    throw new TokamarkError(
      {
        code: 'option',
        message: `${to.path} cannot be written: ${reason(cause)}.`,
        where: option,
        remedy: 'Name a file in an existing folder that you can write to, or - for standard output.',
      },
      { cause },
    );
  }
}

/** Writes as much as a document has into a folder, and removes it. @throws the system's error, such as ENOSPC */
export async function tryFolder(folder: string): Promise<void> {
  const temporary = temporaryIn(folder);
  try {
    await writeFile(temporary, new Uint8Array(DOCUMENT_BYTES), { flag: 'wx', flush: true });
  } finally {
    await rm(temporary, { force: true });
  }
}

/** A result of every format and profile has less. */
const DOCUMENT_BYTES = 512 * 1024;

/** Writes `text` whole: a reader of the file sees the old document or the new one, never a part. */
export async function writeDocument(to: Destination, text: string, { stdout }: Streams): Promise<void> {
  if (to.kind === 'stdout') {
    stdout.write(text);
    await stdout.flush();
    assertArrived(stdout);
    return;
  }
  const target = await resolveTarget(to.path);
  if (target.kind === 'special') return writeFile(target.path, text);
  return writeWhole(target.path, text);
}

/** As a reader sees it, also after the power failed: the old file or the new one. @throws the system's error */
export async function writeWhole(path: string, text: string, mode?: number): Promise<void> {
  const temporary = temporaryIn(dirname(path));
  try {
    await writeFile(temporary, text, { flag: 'wx', flush: true, mode });
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
}

/**
 * As writeDocument; where that fails after all (a full disk), into a folder that takes it, so that nothing measured is lost.
 * @throws TokamarkError `output` that says where the document is now
 */
export async function saveDocument(to: Destination, text: string, streams: Streams, name: string): Promise<void> {
  try {
    await writeDocument(to, text, streams);
  } catch (thrown) {
    const cause = thrown instanceof TokamarkError ? thrown.cause : thrown;
    const where = to.kind === 'file' ? to.path : 'standard output';
    throw new TokamarkError(
      {
        code: 'output',
        message: `${where} could not be written: ${reason(cause)}.`,
        where,
        remedy: await rescue(to, text, streams, name),
      },
      { cause },
    );
  }
}

async function rescue(to: Destination, text: string, { stdout }: Streams, name: string): Promise<string> {
  for (const place of [tmpdir(), homedir(), '.']) {
    try {
      const rescued = join(await mkdtemp(join(place, 'tokamark-')), name);
      await writeFile(rescued, text, { flush: true });
      return `The document is in ${rescued} instead.`;
    } catch {
      // The next place may take it.
    }
  }
  if (to.kind === 'stdout' || stdout.closed) return 'No folder of this machine took the document.';
  stdout.write(text);
  await stdout.flush();
  return 'The document is on standard output instead.';
}

type Target =
  | { readonly kind: 'regular'; readonly path: string; readonly exists: boolean }
  /** A device or pipe, such as /dev/null: written to, never replaced. */
  | { readonly kind: 'special'; readonly path: string };

/** A link's own target is what gets replaced, not the link. */
async function resolveTarget(path: string): Promise<Target> {
  const real = await realpath(path).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (real === null) return { kind: 'regular', path: resolve(path), exists: false };
  const found = await stat(real);
  if (found.isDirectory()) throw new Error('it is a folder');
  return found.isFile() ? { kind: 'regular', path: real, exists: true } : { kind: 'special', path: real };
}

/** Of no other process, be it one that died under the same number. */
const temporaryIn = (folder: string): string => join(folder, `.tokamark-${randomUUID()}.tmp`);

/** Of a document, whose folder is what may be missing. */
const reason = (thrown: unknown): string =>
  systemCode(thrown) === 'ENOENT' ? 'its folder does not exist' : whyNot(thrown);
