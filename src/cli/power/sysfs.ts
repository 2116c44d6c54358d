/** Small files of the kernel under /sys: a text, a number, a folder's names. They are read at once, since their moment counts. */
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { decodeText } from '../../foundation/decode-text';

/** Empty where it is not there. */
export function names(folder: string, like: RegExp): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => like.test(name))
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  } catch {
    return [];
  }
}

/** Null where it cannot be read. */
export function text(...path: readonly string[]): string | null {
  try {
    return decodeText(readFileSync(join(...path)), 'sysfs').trim();
  } catch {
    return null;
  }
}

/** @throws what the system says, and an Error where it is no number of 0 and more */
export function number(path: string): number {
  const said = decodeText(readFileSync(path), path).trim();
  const value = Number(said);
  if (said === '' || !Number.isFinite(value) || value < 0) throw new Error(`${path} holds no number`);
  return value;
}

/** The name of the folder that a link leads to; empty where there is none. */
export function target(path: string): string {
  try {
    return basename(realpathSync(path));
  } catch {
    return '';
  }
}

/** What the system calls it, such as EACCES; null where a file can be read, and holds a number. */
export function problemOf(path: string): string | null {
  try {
    number(path);
    return null;
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'EIO';
  }
}

export const isForbidden = (problem: string | null): boolean => problem === 'EACCES' || problem === 'EPERM';
