/** The folder of --dump-wgsl: tried before anything is checked, written at the end. Not what is in the files (worker/programs.ts). */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TokamarkError } from '../foundation/errors';
import { makeFolder } from '../setup/make-folder';
import type { ProgramFile } from '../worker/protocol';
import { tryFolder } from './destination';
import { whyNot } from './system-reasons';

const OPTION = '--dump-wgsl';

/** Makes the folder where there is none. @throws TokamarkError `option` where it is not empty or could not be written */
export async function checkDumpFolder(folder: string): Promise<void> {
  let found: readonly string[];
  try {
    makeFolder(folder);
    found = await readdir(folder);
    if (found.length === 0) await tryFolder(folder);
  } catch (cause) {
    throw refused(`${folder} cannot be written: ${whyNot(cause)}.`, cause);
  }
  if (found.length > 0) throw refused(`${folder} is not empty.`);
}

const refused = (message: string, cause?: unknown): TokamarkError =>
  new TokamarkError(
    {
      code: 'option',
      message,
      where: OPTION,
      remedy: 'Name an empty or new folder that you can write to.',
    },
    { cause },
  );

/** Writes each file, and overwrites none. @throws TokamarkError `output` where the system refuses one after all */
export async function writeDump(folder: string, files: readonly ProgramFile[]): Promise<void> {
  try {
    for (const { name, text } of files) await writeFile(join(folder, name), text, { flag: 'wx' });
  } catch (cause) {
    throw new TokamarkError(
      {
        code: 'output',
        message: `The shaders could not be written into ${folder}: ${whyNot(cause)}.`,
        where: OPTION,
        remedy: 'Make room, or name another folder, and check again; the results of the checks are above.',
      },
      { cause },
    );
  }
}
