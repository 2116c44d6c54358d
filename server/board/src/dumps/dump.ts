/** The dump of the day: made by whichever instance claims the day first, in a folder of its own that takes the place of the one before. */
import { randomUUID } from 'node:crypto';
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
  /** Asked before it takes the place of others; what it throws leaves them as they are. */
  readonly ready?: () => Promise<void>;
}

/** @returns what it has, by file */
export async function makeDump(
  database: Database,
  folder: string,
  { made = new Date(), pause = () => Promise.resolve(), ready = () => Promise.resolve() }: Making = {},
): Promise<Readonly<Record<string, number>>> {
  const name = made.toISOString().replace(/[-:.]/g, '');
  const partial = join(folder, `.${name}`);
  makeFolder(partial);
  try {
    const files = await writeDump(database, partial, pause);
    await writeFile(join(partial, SCHEMA), dataPackage(made, files));
    await writeFile(join(partial, README), readMe(made, files));
    await writeFile(join(partial, LICENCE), licence());
    await ready();
    await rename(partial, join(folder, name));
    await removeBefore(folder, name);
    return Object.fromEntries(Object.entries(files).map(([file, { rows }]) => [file, rows]));
  } catch (thrown) {
    await rm(partial, { recursive: true, force: true });
    throw thrown;
  }
}

/** What was deleted since is then in no dump of the board. Whoever is reading an older file reads it to its end. */
async function removeBefore(folder: string, name: string): Promise<void> {
  const isOld = (one: string): boolean => (DUMP.test(one) && one < name) || (PARTIAL.test(one) && one < `.${name}`);
  const old = (await readdir(folder)).filter(isOld);
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
    const by = randomUUID();
    if (!(await claimDay(database, { day, by }))) return null;
    const claim = async (isDone: boolean): Promise<void> => {
      if (!(await setDay(database, { day, by, isDone }))) throw new Error('Another instance has begun a dump since.');
    };
    let claimedAt = performance.now();
    const pause = async (ms: number): Promise<void> => {
      await delay(ms * (1 / SHARE - 1), undefined, { ref: false, signal: stopping });
      if (performance.now() - claimedAt < CHECKED_SECONDS * 1000) return;
      claimedAt = performance.now();
      await claim(false);
    };
    try {
      const rows = await makeDump(database, folder, { made, pause, ready: () => claim(false) });
      await claim(true);
      return { dump: rows };
    } catch (thrown) {
      await setDay(database, { day: '', by, isDone: false });
      throw thrown;
    }
  },
});

interface Claim {
  readonly day: string;
  /** Of the one who is at it. */
  readonly by: string;
  readonly isDone: boolean;
}

const valueOf = ({ day, by, isDone }: Claim) =>
  sql`json_build_object('day', ${day}::text, 'by', ${by}::text, 'isDone', ${isDone}::boolean, 'at', now())::text`;

async function claimDay({ write }: Database, { day, by }: Omit<Claim, 'isDone'>): Promise<boolean> {
  const { rows } = await sql`
    insert into settings (key, value) values (${KEY}, ${valueOf({ day, by, isDone: false })})
    on conflict (key) do update set value = excluded.value
      where settings.value::json->>'day' <> ${day}
        or (settings.value::json->>'isDone' = 'false'
          and (settings.value::json->>'at')::timestamptz < now() - make_interval(secs => ${PATIENCE_SECONDS}))
    returning key`.execute(write);
  return rows.length > 0;
}

/** @returns false where another has begun one since: nothing is changed then */
async function setDay({ write }: Database, claim: Claim): Promise<boolean> {
  const { rows } = await sql`
    update settings set value = ${valueOf(claim)} where key = ${KEY} and value::json->>'by' = ${claim.by}
    returning key`.execute(write);
  return rows.length > 0;
}
