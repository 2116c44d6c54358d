/**
 * The command's run as it goes on, in a file of the user's data folder: what had been measured survives a process that dies. Removed
 * when the run ends; what is found at the next start goes into the history as a run that did not finish, and is said.
 */
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { LARGEST_IMPORT } from '../report/import/import-result';
import { parseResult } from '../report/json';
import { failedWhen } from '../report/parts/failure';
import type { Result } from '../report/schema';
import { makeFolder } from '../setup/make-folder';
import { variable } from './clean-environment';
import { readTextFile, type TextKind } from './read-text';

/** TOKAMARK_DATA, or `~/.local/share/tokamark`, or what the platform and XDG_DATA_HOME say instead. */
export const dataFolder = (): string => variable('TOKAMARK_DATA') ?? envPaths('tokamark', { suffix: '' }).data;

export interface UnfinishedRuns {
  /** What earlier runs have left, as lines for the person; they are said once. To be asked before the first `keep`. */
  found(): Promise<readonly string[]>;
  /** The run so far, in the place of what was written before. Never throws: a full disk must not end a run. */
  keep(text: string): Promise<void>;
  /** The run has ended: nothing of it is left. */
  done(): Promise<void>;
}

const NAME = /^unfinished-(\d+)\.json$/;

/** @param keep puts a run into the history and gives its id */
export function unfinishedFiles(
  folder: string,
  keep: (result: Result) => Promise<string>,
  pid = process.pid,
  isAlive = processLives,
): UnfinishedRuns {
  const own = join(folder, `unfinished-${pid}.json`);
  // One write at a time, and none after the file was removed.
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    last = last.then(work).catch(() => undefined);
    return last;
  };
  return {
    found: async () => {
      const names = await readdir(folder).catch(() => []);
      const left = names.filter((name) => {
        const found = NAME.exec(name)?.[1];
        // The number of this process may have been another's: this one has written nothing yet.
        return found !== undefined && (Number(found) === pid || !isAlive(Number(found)));
      });
      const lines: string[] = [];
      for (const name of left) lines.push(...(await setAside(folder, name, keep)));
      return lines;
    },
    keep: (text) =>
      inTurn(async () => {
        makeFolder(folder);
        await writeFile(`${own}.new`, text, { mode: 0o600 });
        await rename(`${own}.new`, own);
      }),
    done: () => inTurn(() => rm(own, { force: true })),
  };
}

const LEFT: TextKind = { most: LARGEST_IMPORT, absent: 'import', code: 'import', option: null, remedy: '' };

async function setAside(
  folder: string,
  name: string,
  keep: (result: Result) => Promise<string>,
): Promise<readonly string[]> {
  const path = join(folder, name);
  try {
    const result = parseResult(await readTextFile(path, LEFT));
    const what = `the run of ${result.startedAt} did not finish: it stopped ${failedWhen(result)}`;
    const id = await keep(result).catch(() => null);
    if (id === null) return [`${what}; the history cannot be written, so its figures stay in ${path}`];
    await rm(path, { force: true });
    return [`${what}; its figures: tokamark history show ${id}`];
  } catch {
    const kept = join(folder, `damaged-${Date.now()}.json`);
    // Another process may have been faster.
    const moved = await rename(path, kept).then(
      () => true,
      () => false,
    );
    return moved ? [`a run did not finish, and what it left cannot be read; it is kept in ${kept}`] : [];
  }
}

/** Signal 0 asks, and does nothing. */
function processLives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}
