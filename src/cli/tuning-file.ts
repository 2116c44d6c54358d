/** The tuner's memory of the command: one JSON file a device in the user's cache folder, written whole or not at all. */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { z } from 'zod';
import { TokamarkError } from '../foundation/errors';
import { makeFolder } from '../setup/make-folder';
import type { TuningStore } from '../tuning/store';
import { writeWhole } from './destination';
import { readTextFile, type TextKind } from './read-text';
import { systemCode } from './system-reasons';

/** `~/.cache/tokamark` or what the platform and XDG_CACHE_HOME say instead. */
export const cacheFolder = (): string => envPaths('tokamark', { suffix: '' }).cache;

/** The key stands in the file, for who looks at it, and because two could share a name. */
const fileSchema = z.object({ key: z.string(), value: z.unknown() });

export function tuningFiles(folder: string): TuningStore {
  const fileOf = (key: string): string => {
    const digest = createHash('sha256').update(key).digest('hex').slice(0, 16);
    return join(folder, `tuning-${digest}.json`);
  };
  return {
    read: async (key) => {
      const text = await readKept(fileOf(key));
      if (text === undefined) return undefined;
      const kept = fileSchema.safeParse(parsed(text));
      // Damaged: anything but a record, so that it is said.
      return kept.success && kept.data.key === key ? kept.data.value : 'damaged';
    },
    write: async (key, value) => {
      const file = fileOf(key);
      if (value === null) return rm(file, { force: true });
      makeFolder(folder);
      // On the disk before a variant runs: it may take the whole machine along.
      return writeWhole(file, `${JSON.stringify({ key, value })}\n`, 0o600);
    },
  };
}

const KEPT: TextKind = { most: 16 * 1024 * 1024, absent: 'tuning', code: 'tuning', option: null, remedy: '' };

/** Undefined where there is none; what is no text is damaged, which no JSON is. */
async function readKept(file: string): Promise<string | undefined> {
  try {
    return await readTextFile(file, KEPT);
  } catch (thrown) {
    if (!(thrown instanceof TokamarkError)) throw thrown;
    const system = systemCode(thrown.cause);
    if (system === 'ENOENT') return undefined;
    if (system === '') return '';
    throw thrown;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
