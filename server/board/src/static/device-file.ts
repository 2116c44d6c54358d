/**
 * `device.json`: which GPU the results beside it are of, as their sender says it where a browser says no more than maker and architecture. What
 * it names is held against the run like what is declared to a server.
 */
import { z } from 'zod';
import { TokamarkError } from '../../../../src/foundation/errors';
import { decodeText } from '../../../../src/foundation/decode-text';
import { GPU_LETTERS } from '../contract/submission';
import { readJson, type JsonLimits } from '../contract/read-json';
import { shownText } from '../contract/text';
import type { ResultFile } from './read-folder';

export const DEVICE_FILE = 'device.json';

/** As a person writes one. */
export const DEVICE_EXAMPLE = '{"gpu": "GeForce RTX 4090"}';

/** Of its schema, and some. */
const LIMITS: JsonLimits = { letters: 2000, depth: 2, values: 4, longest: 1000 };

const deviceSchema = z.strictObject({ gpu: shownText(GPU_LETTERS) });

export interface Devices {
  /** What is said of the results that lie directly in a folder. */
  readonly gpus: ReadonlyMap<string, string>;
  /** By the paths of files that are none. */
  readonly faults: ReadonlyMap<string, unknown>;
}

export const isDeviceFile = ({ path }: ResultFile): boolean => path.split('/').at(-1) === DEVICE_FILE;

export function readDevices(files: readonly ResultFile[]): Devices {
  const [gpus, faults] = [new Map<string, string>(), new Map<string, unknown>()];
  for (const { path, bytes } of files.filter(isDeviceFile)) {
    try {
      gpus.set(folderOf(path), readDevice(path, bytes));
    } catch (thrown) {
      faults.set(path, thrown);
    }
  }
  return { gpus, faults };
}

/** @throws TokamarkError `import` */
function readDevice(path: string, bytes: Uint8Array): string {
  if (path === DEVICE_FILE)
    throw fault('Beside all folders it would speak for everybody: put it into that of its results.');
  const parsed = deviceSchema.safeParse(readJson(decodeText(bytes, path), LIMITS));
  if (parsed.success) return parsed.data.gpu;
  throw fault(`It does not say which GPU the results beside it are of: such a file is like ${DEVICE_EXAMPLE}.`);
}

const fault = (message: string): TokamarkError =>
  new TokamarkError({
    ...{ code: 'import', message, where: '' },
    remedy: 'Write the name of the GPU into it, and nothing else, and put it beside the results of that GPU.',
  });

/** The folder that a path lies in; empty at the top. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
