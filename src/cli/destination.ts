/**
 * Where a document goes: standard output (`-`) or a file. A file is tried before anything is measured and written whole or not
 * at all. Not what is in the document (see report/).
 */
import { constants } from 'node:fs';
import { access, mkdtemp, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { TokamarkError } from '../foundation/errors';
import type { Streams } from './streams';

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
    if (target.kind === 'special') return;
    if (target.exists) await access(target.path, constants.W_OK);
    const temporary = temporaryBeside(target.path);
    await (await open(temporary, 'wx')).close();
    await rm(temporary);
  } catch (cause) {
    throw new TokamarkError(
      {
        code: 'option',
        message: `${to.path} cannot be written: ${reason(cause)}.`,
        where: option,
        remedy: 'Name a file in an existing folder that you may write to, or - for standard output.',
      },
      { cause },
    );
  }
}

/** Writes `text` whole: a reader of the file sees the old document or the new one, never a part. */
export async function writeDocument(to: Destination, text: string, { stdout }: Streams): Promise<void> {
  if (to.kind === 'stdout') {
    stdout.write(text);
    return stdout.flush();
  }
  const target = await resolveTarget(to.path);
  if (target.kind === 'special') return writeFile(target.path, text);
  const temporary = temporaryBeside(target.path);
  try {
    await writeFile(temporary, text, { flag: 'wx', flush: true });
    await rename(temporary, target.path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
}

/** As writeDocument; where that fails after all (a full disk), into the temporary folder, so that nothing measured is lost. */
export async function saveDocument(to: Destination, text: string, streams: Streams, name: string): Promise<void> {
  try {
    await writeDocument(to, text, streams);
  } catch (cause) {
    const where = to.kind === 'file' ? to.path : 'standard output';
    const folder = await mkdtemp(join(tmpdir(), 'tokamark-'));
    const rescued = join(folder, name);
    await writeFile(rescued, text);
    throw new TokamarkError(
      {
        code: 'internal',
        message: `${where} could not be written: ${reason(cause)}.`,
        where,
        remedy: `The document is in ${rescued} instead.`,
      },
      { cause },
    );
  }
}

type Target =
  | { readonly kind: 'regular'; readonly path: string; readonly exists: boolean }
  /** A device or pipe, such as /dev/null: written to, never replaced. */
  | { readonly kind: 'special'; readonly path: string };

/** A link's own target is what gets replaced, not the link. */
async function resolveTarget(path: string): Promise<Target> {
  const real = await realpath(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
  if (real === null) return { kind: 'regular', path: resolve(path), exists: false };
  const found = await stat(real);
  if (found.isDirectory()) throw new Error('it is a folder');
  return found.isFile() ? { kind: 'regular', path: real, exists: true } : { kind: 'special', path: real };
}

function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'a part of its path is not a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'its name is too long',
};

function reason(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return REASONS[codeOf(thrown)] ?? thrown.message;
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}
