/**
 * The command's finished runs: a folder with one JSON file a run, named by its id, written whole or not at all. A file that cannot
 * be read is moved aside, and said. Not what is imported: other people's results never get in here.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TokamarkError } from '../../foundation/errors';
import { assertSize, importResult, LARGEST_IMPORT } from '../../report/import/import-result';
import { parseResult, toJson } from '../../report/json';
import type { Result } from '../../report/schema';

export interface KeptRun {
  /** `2026-11-26T123456-1a2b3c4d`: when it began, and a digest of what it is. */
  readonly id: string;
  readonly result: Result;
}

export interface History {
  /** Gives the id. May throw: the caller says so, and the run is over anyway. */
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
    try {
      const size = (await stat(fileOf(id))).size;
      if (size > LARGEST_IMPORT) throw new Error(`it has ${size} bytes`);
      return [{ id, result: parseResult(await readFile(fileOf(id), 'utf8')) }];
    } catch (thrown) {
      if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return [];
      const why = thrown instanceof Error ? thrown.message : String(thrown);
      const aside = join(folder, 'damaged', `${id}.json`);
      await mkdir(join(folder, 'damaged'), { recursive: true });
      await rename(fileOf(id), aside);
      say(`the kept run ${id} cannot be read (${why}); it was moved to ${aside}`);
      return [];
    }
  };

  const list = async (say: (line: string) => void): Promise<KeptRun[]> => {
    const names = await readdir(folder).catch(absent);
    const ids = names.flatMap((name) =>
      name.endsWith('.json') && ID.test(name.slice(0, -5)) ? [name.slice(0, -5)] : [],
    );
    const runs: KeptRun[] = [];
    for (const id of ids.sort()) runs.push(...(await read(id, say)));
    return runs;
  };

  return {
    list,
    keep: async (result) => {
      const text = toJson(result);
      const id = idOf(result, text);
      await mkdir(folder, { recursive: true });
      const temporary = `${fileOf(id)}.${process.pid}.tmp`;
      try {
        const handle = await open(temporary, 'w', 0o600);
        try {
          await handle.writeFile(text);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(temporary, fileOf(id));
      } catch (thrown) {
        await rm(temporary, { force: true }).catch(() => undefined);
        throw thrown;
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
        remedy: 'See `tokamark history` for all ids.',
      });
    },
    remove: async (id) => {
      if (!ID.test(id)) return false;
      const there = await stat(fileOf(id)).then(
        () => true,
        () => false,
      );
      await rm(fileOf(id), { force: true });
      return there;
    },
    readFile: readImport,
  };
}

/** Its size before its content. */
async function readImport(path: string): Promise<Result> {
  try {
    assertSize((await stat(path)).size, path);
    return importResult(await readFile(path, 'utf8'));
  } catch (cause) {
    if (cause instanceof TokamarkError) {
      throw new TokamarkError({ ...cause.toData(), message: `${path}: ${cause.message}` }, { cause });
    }
    const why = cause instanceof Error ? cause.message : String(cause);
    const remedy = 'Name a JSON file that Tokamark wrote.';
    throw new TokamarkError(
      { code: 'import', message: `${path} cannot be read: ${why}.`, where: path, remedy },
      { cause },
    );
  }
}

function idOf({ startedAt }: Result, text: string): string {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return `${startedAt.slice(0, 19).replaceAll(':', '')}-${digest}`;
}

function absent(thrown: unknown): string[] {
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return [];
  throw thrown;
}
