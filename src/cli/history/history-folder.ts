/**
 * The command's runs that have ended: a folder with one JSON file a run, named by its id, written whole or not at all. A file that cannot
 * be read is moved aside, and said. Not what is imported: other people's results never get in here.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TokamarkError } from '../../foundation/errors';
import { LARGEST_IMPORT } from '../../report/import/import-result';
import { parseResult, toJson } from '../../report/json';
import type { Result } from '../../report/schema';
import { makeFolder } from '../../setup/make-folder';
import { tryFolder, writeWhole } from '../destination';
import { readTextFile, type TextKind } from '../read-text';
import { systemCode, whyNot } from '../system-reasons';
import { readImport } from './read-import';

export interface KeptRun {
  /** `2026-11-26T123456-1a2b3c4d`: when it began, and a digest of what it is. */
  readonly id: string;
  readonly result: Result;
}

export interface History {
  /** Before a run: why none could be kept, and what to do, as a sentence; null where one can. */
  problem(): Promise<string | null>;
  /** Gives the id. @throws TokamarkError `history` where the folder takes nothing: the caller says so, and the run is over anyway */
  keep(result: Result): Promise<string>;
  /** From the oldest to the newest. `say` is told of every file that was moved aside. */
  list(say: (line: string) => void): Promise<readonly KeptRun[]>;
  /** By id or the beginning of one. @throws TokamarkError `history` of none, or of several */
  find(id: string, say: (line: string) => void): Promise<KeptRun>;
  /** False where there was none. */
  remove(id: string): Promise<boolean>;
  /** Of a file anywhere. @throws TokamarkError `import` that names the field */
  readFile(path: string): Promise<Result>;
}

const ID = /^\d{4}-\d{2}-\d{2}T\d{6}-[0-9a-f]{8}$/;

export function historyFolder(folder: string): History {
  const fileOf = (id: string): string => join(folder, `${id}.json`);

  const read = async (id: string, say: (line: string) => void): Promise<KeptRun[]> => {
    let why: string;
    try {
      return [{ id, result: parseResult(await readTextFile(fileOf(id), KEPT)) }];
    } catch (thrown) {
      why = thrown instanceof Error ? thrown.message.replace(/\.$/, '') : String(thrown);
      const system = thrown instanceof Error ? systemCode(thrown.cause) : '';
      if (system === 'ENOENT') return [];
      if (system !== '') {
        // The file may be whole: it stays where it is.
        say(`the kept run ${id} cannot be read (${why})`);
        return [];
      }
    }
    const aside = join(folder, 'damaged', `${id}.json`);
    try {
      makeFolder(join(folder, 'damaged'));
      await rename(fileOf(id), aside);
      say(`the kept run ${id} cannot be read (${why}); it was moved to ${aside}`);
    } catch (thrown) {
      say(`the kept run ${id} cannot be read (${why}), nor moved to ${aside} (${whyNot(thrown)})`);
    }
    return [];
  };

  const list = async (say: (line: string) => void): Promise<KeptRun[]> => {
    const names = await readdir(folder).catch((thrown: unknown) => {
      if (systemCode(thrown) === 'ENOENT') return [];
      throw thrown;
    });
    const ids = names.flatMap((name) =>
      name.endsWith('.json') && ID.test(name.slice(0, -5)) ? [name.slice(0, -5)] : [],
    );
    const runs: KeptRun[] = [];
    for (const id of ids.sort()) runs.push(...(await read(id, say)));
    return runs;
  };

  return {
    list,
    problem: async () => {
      try {
        makeFolder(folder);
        await tryFolder(folder);
        return null;
      } catch (thrown) {
        return `this run cannot be kept in the history: ${folder} cannot be written (${whyNot(thrown)}); set TOKAMARK_DATA to a folder that you can write to, or write the result with --json FILE`;
      }
    },
    keep: async (result) => {
      const text = toJson(result);
      const id = idOf(result, text);
      try {
        makeFolder(folder);
        await writeWhole(fileOf(id), text, 0o600);
      } catch (thrown) {
        throw new TokamarkError(
          {
            code: 'history',
            message: `${folder} cannot be written: ${whyNot(thrown)}.`,
            where: folder,
            remedy: 'Set TOKAMARK_DATA to a folder that you can write to.',
          },
          { cause: thrown },
        );
      }
      return id;
    },
    find: async (id, say) => {
      const found = (await list(say)).filter((run) => run.id.startsWith(id));
      const [run] = found;
      if (run !== undefined && found.length === 1) return run;
      throw new TokamarkError({
        code: 'history',
        message:
          run === undefined
            ? `No kept run has the id ${JSON.stringify(id)}.`
            : `${found.length} kept runs begin with ${JSON.stringify(id)}.`,
        where: id,
        remedy: 'Run `tokamark history` to see all ids.',
      });
    },
    remove: async (id) => {
      if (!ID.test(id)) return false;
      const there = existsSync(fileOf(id));
      await rm(fileOf(id), { force: true });
      return there;
    },
    readFile: readImport,
  };
}

const KEPT: TextKind = { most: LARGEST_IMPORT, absent: 'history', code: 'history', option: null, remedy: '' };

function idOf({ startedAt }: Result, text: string): string {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return `${startedAt.slice(0, 19).replaceAll(':', '')}-${digest}`;
}
