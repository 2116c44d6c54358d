/** The dump of the day: made by whichever instance claims the day first, in a folder of its own that takes the place of the one before. */
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { makeFolder } from '../../../../src/setup/make-folder';
import type { Database } from '../database/open';
import type { Chore } from '../operations/keeper';
import { dataPackage, licence, OTHER_FILES, readMe } from './describe';
import { writeDump, type Pause } from './write';

const [SCHEMA, README, LICENCE] = OTHER_FILES;

/** As a folder's name: in the order of time. */
const DUMP = /^\d{8}T\d{9}Z$/;
const PARTIAL = /^\.\d{8}T\d{9}Z$/;

interface Making {
  readonly made?: Date;
  /** Left out, it is made as fast as it can be. */
  readonly pause?: Pause;
}

/** @returns what it has, by file */
export async function makeDump(
  database: Database,
  folder: string,
  { made = new Date(), pause = () => Promise.resolve() }: Making = {},
): Promise<Readonly<Record<string, number>>> {
  const name = made.toISOString().replace(/[-:.]/g, '');
  const partial = join(folder, `.${name}`);
  makeFolder(partial);
  try {
    const files = await writeDump(database, partial, pause);
    await writeFile(join(partial, SCHEMA), dataPackage(made, files));
    await writeFile(join(partial, README), readMe(made, files));
    await writeFile(join(partial, LICENCE), licence());
    await rename(partial, join(folder, name));
    await removeAllBut(folder, name);
    return Object.fromEntries(Object.entries(files).map(([file, { rows }]) => [file, rows]));
  } catch (thrown) {
    await rm(partial, { recursive: true, force: true });
    throw thrown;
  }
}

/** What was deleted since is then in no dump of the board. Whoever is reading an older file reads it to its end. */
async function removeAllBut(folder: string, name: string): Promise<void> {
  const old = (await readdir(folder)).filter((one) => one !== name && (DUMP.test(one) || PARTIAL.test(one)));
  for (const one of old) await rm(join(folder, one), { recursive: true, force: true });
}

/** Null before the first. */
export async function latestDump(folder: string): Promise<string | null> {
  const names = await readdir(folder).catch(() => []);
  const last = names
    .filter((name) => DUMP.test(name))
    .sort()
    .at(-1);
  return last === undefined ? null : join(folder, last);
}

const KEY = 'dump';
/** After which a dump that nobody finished is begun again. */
const PATIENCE_SECONDS = 2 * 3600;
const CHECKED_SECONDS = 600;

/** Of the time, as much as goes into the dump: whoever reads or sends meanwhile shares a thread with it, and PGlite. */
const SHARE = 0.2;

/** Once in a day of UTC, soon after it has begun or the board has started. */
export const dumpChore = (database: Database, folder: string): Chore => ({
  ...{ name: 'dump', everySeconds: CHECKED_SECONDS },
  work: async (stopping) => {
    const made = new Date();
    const day = made.toISOString().slice(0, 10);
    if (!(await claimDay(database, day))) return null;
    let claimedAt = performance.now();
    const pause = async (ms: number): Promise<void> => {
      await delay(ms * (1 / SHARE - 1), undefined, { ref: false, signal: stopping });
      if (performance.now() - claimedAt < CHECKED_SECONDS * 1000) return;
      claimedAt = performance.now();
      if (!(await setDay(database, day, { day, isDone: false })))
        throw new Error('Another instance has begun the next dump.');
    };
    try {
      const rows = await makeDump(database, folder, { made, pause });
      await setDay(database, day, { day, isDone: true });
      return { dump: rows };
    } catch (thrown) {
      await setDay(database, day, { day: '', isDone: false });
      throw thrown;
    }
  },
});

const valueOf = (day: string, isDone: boolean) =>
  sql`json_build_object('day', ${day}::text, 'isDone', ${isDone}::boolean, 'at', now())::text`;

async function claimDay({ write }: Database, day: string): Promise<boolean> {
  const { rows } = await sql`
    insert into settings (key, value) values (${KEY}, ${valueOf(day, false)})
    on conflict (key) do update set value = excluded.value
      where settings.value::json->>'day' <> ${day}
        or (settings.value::json->>'isDone' = 'false'
          and (settings.value::json->>'at')::timestamptz < now() - make_interval(secs => ${PATIENCE_SECONDS}))
    returning key`.execute(write);
  return rows.length > 0;
}

/** @param own the day that this instance has claimed @returns false where another has claimed the next one since: nothing is changed then */
async function setDay(
  { write }: Database,
  own: string,
  { day, isDone }: { readonly day: string; readonly isDone: boolean },
): Promise<boolean> {
  const { rows } = await sql`
    update settings set value = ${valueOf(day, isDone)} where key = ${KEY} and value::json->>'day' = ${own}
    returning key`.execute(write);
  return rows.length > 0;
}
