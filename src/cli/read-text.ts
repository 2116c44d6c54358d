/**
 * Every text that the command reads from outside comes through here: a file, or standard input for `-`, up to a size, decoded by
 * foundation/decode-text.
 */
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { TokamarkError, type ErrorCode } from '../foundation/errors';
import { assertTextSize, decodeText } from '../foundation/decode-text';
import { whyNot } from './system-reasons';

/** Standard input on a command line, as everywhere; a file of that name is `./-`. */
export const STANDARD_INPUT = '-';

/** Gives what standard input holds, and at most one byte more than `most`. */
export type ReadStandardInput = (most: number) => Promise<Uint8Array>;

export interface TextKind {
  /** In bytes: what is longer is another file. */
  readonly most: number;
  /** Of a file that is not there or may not be read. */
  readonly absent: ErrorCode;
  /** Of one that is no text. */
  readonly code: ErrorCode;
  /** The option that named it; null: the message speaks of the file. */
  readonly option: string | null;
  /** What to do where it cannot be read. */
  readonly remedy: string;
}

/** @throws TokamarkError of `kind.absent` or `kind.code` that names the file */
export async function readTextFile(path: string, kind: TextKind): Promise<string> {
  return textOf(path, kind, () => fileBytes(path, kind));
}

/** As readTextFile, and standard input for `-`. */
export function readTextArgument(path: string, kind: TextKind, standardInput: ReadStandardInput): Promise<string> {
  return path === STANDARD_INPUT
    ? textOf(sourceName(path), kind, () => standardInput(kind.most))
    : readTextFile(path, kind);
}

/** What a message calls the file that an argument names. */
export const sourceName = (path: string): string => (path === STANDARD_INPUT ? 'standard input' : path);

async function textOf(name: string, kind: TextKind, read: () => Promise<Uint8Array>): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await read();
  } catch (cause) {
    if (cause instanceof TokamarkError) throw cause;
    const message = `${name} cannot be read: ${whyNot(cause)}.`;
    throw new TokamarkError({ code: kind.absent, message, where: kind.option ?? name, remedy: kind.remedy }, { cause });
  }
  assertTextSize(bytes.length, name, kind.code, kind.most);
  return decodeText(bytes, name, kind.code);
}

/** A pipe or a device has no size beforehand: reading ends soon after `most`. */
async function fileBytes(path: string, { most, code }: TextKind): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const found = await handle.stat();
    if (found.isDirectory()) throw new Error('it is a folder');
    if (found.isFile()) assertTextSize(found.size, path, code, most);
    return await bytesOf(handle.createReadStream({ autoClose: false }), most);
  } finally {
    await handle.close();
  }
}

export const processInput = (most: number): Promise<Uint8Array> => bytesOf(process.stdin, most);

/** What a stream gives has the type `any` in Node.js. */
const chunkSchema = z.instanceof(Uint8Array);

/** All of a stream, or the parts of it that have more than `most` together. */
async function bytesOf(stream: AsyncIterable<unknown>, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const part of stream) {
    const bytes = chunkSchema.parse(part);
    parts.push(bytes);
    total += bytes.length;
    if (total > most) break;
  }
  return Buffer.concat(parts);
}
