/** The key by which a board knows this machine again: a file of the user's own, made when it is first needed. Not where it is sent to: nowhere. */
import { join } from 'node:path';
import envPaths from 'env-paths';
import { keptKeySchema, makeDeviceKey, type KeptKey } from '../../../server/board/src/contract/device-key';
import { TokamarkError } from '../../foundation/errors';
import { makeFolder } from '../../setup/make-folder';
import { variable } from '../clean-environment';
import { writeWhole } from '../destination';
import { readTextFile, type TextKind } from '../read-text';
import { systemCode, whyNot } from '../system-reasons';

/** TOKAMARK_CONFIG, or `~/.config/tokamark`, or what the platform and XDG_CONFIG_HOME say instead. */
export const configFolder = (): string => variable('TOKAMARK_CONFIG') ?? envPaths('tokamark', { suffix: '' }).config;

export interface DeviceKeys {
  readonly path: string;
  /** Null where none was made yet. @throws TokamarkError `config` of a file that holds none */
  read(): Promise<KeptKey | null>;
  /** Made where there is none. @throws TokamarkError `config`, `output` */
  own(): Promise<KeptKey>;
  /** In the place of the one that was there. @throws TokamarkError `output` */
  keep(key: KeptKey): Promise<void>;
}

const KEY: TextKind = {
  ...{ most: 64 * 1024, absent: 'config', code: 'config', option: null },
  remedy: 'Name the file that `tokamark key export` wrote.',
};

export function keyFile(folder: string): DeviceKeys {
  const path = join(folder, 'device-key.json');
  const keep = async (key: KeptKey): Promise<void> => {
    try {
      makeFolder(folder);
      await writeWhole(path, keyText(key), 0o600);
    } catch (cause) {
      const remedy = 'Set TOKAMARK_CONFIG to a folder that you can write to.';
      throw new TokamarkError(
        {
          code: 'output',
          message: `The device key could not be kept in ${path}: ${whyNot(cause)}.`,
          where: path,
          remedy,
        },
        { cause },
      );
    }
  };
  const read = async (): Promise<KeptKey | null> => {
    let text: string;
    try {
      text = await readTextFile(path, KEY);
    } catch (thrown) {
      if (thrown instanceof TokamarkError && systemCode(thrown.cause) === 'ENOENT') return null;
      throw thrown;
    }
    return keyOf(text, path);
  };
  return {
    ...{ path, read, keep },
    own: async () => {
      const before = await read();
      if (before !== null) return before;
      const made = await makeDeviceKey();
      await keep(made);
      return made;
    },
  };
}

export const keyText = (key: KeptKey): string => `${JSON.stringify(key)}\n`;

/** @throws TokamarkError `config` of a file that cannot be read, or holds no key */
export const readKey = async (path: string): Promise<KeptKey> => keyOf(await readTextFile(path, KEY), path);

function keyOf(text: string, path: string): KeptKey {
  const read = keptKeySchema.safeParse(jsonOf(text));
  if (read.success) return read.data;
  throw new TokamarkError({
    code: 'config',
    message: `${path} holds no device key.`,
    where: path,
    remedy: 'Take one that `tokamark key export` wrote: tokamark key import FILE.',
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
