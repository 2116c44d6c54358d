/** The board's database, opened, checked, locked where it must be, and brought to this version's tables. */
import { Kysely, PostgresDialect } from 'kysely';
import { join } from 'node:path';
import { TokamarkError } from '../../../../src/foundation/errors';
import { makeFolder } from '../../../../src/setup/make-folder';
import { MOST_ROWS } from '../cohorts/device-sample';
import type { Config } from '../config';
import { failureOf } from './database-error';
import { lockFolder } from './folder-lock';
import { migrate } from './migrate';
import { openPglite } from './pglite/pglite-pool';
import { onPostgres, postgresPool, requireDurable } from './postgres';
import type { Tables } from './tables';

export interface Database {
  /** Whatever writes, or reads what it has just written. */
  readonly write: Kysely<Tables>;
  /** The replica where there is one. */
  readonly read: Kysely<Tables>;
  /** For the start: where the rows are, and what they survive. */
  readonly about: string;
  /** The names of the migrations that this start has done. */
  readonly migrated: readonly string[];
  /** Runs that one figure may be made of when it is asked for; above, devices are drawn. */
  readonly mostRows: number;
  /** Runs that whoever asks first waits for (reads/sketched.ts). */
  readonly fewRows: number;
  /** Of the time, as much as may go into what nobody waits for. */
  readonly shareBehind: number;
  /** PGlite does not (operations/tidy.ts). */
  readonly tidiesItself: boolean;
  /** Resolves if it is gone for good, so that only a new start helps. */
  readonly lost: Promise<Error>;
  close(): Promise<void>;
}

/** @param say for the log: what a database does beside a query */
export async function openDatabase(config: Config['database'], say: (error: Error) => void): Promise<Database> {
  return config.kind === 'pglite' ? openFolder(config.folder) : openServer(config.url, config.readUrl, say);
}

/** Of PGlite: while it reads, everybody waits. */
const MOST_ROWS_ALONE = 5000;
/** One read in a hundred may then wait that long. */
const SHARE_BEHIND_ALONE = 0.01;
/** Some ten milliseconds of a processor. */
const FEW_ROWS = 1000;
const SHARE_BEHIND = 0.15;

async function openFolder(folder: string): Promise<Database> {
  try {
    makeFolder(folder, 0o700);
  } catch (thrown) {
    const remedy = 'Name another BOARD_FOLDER, in which this user may write.';
    const message = 'The folder of the board cannot be made.';
    throw new TokamarkError({ code: 'config', message, where: folder, remedy }, { cause: thrown });
  }
  const lock = await lockFolder(folder);
  try {
    const pool = await openPglite(join(folder, 'pglite'));
    const all = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    const taken = lock.lost.then(() => new Error(`another process has taken the folder ${folder}`));
    return {
      ...{ write: all, read: all, migrated: await migrate(all), lost: Promise.race([pool.lost, taken]) },
      ...{ mostRows: MOST_ROWS_ALONE, fewRows: FEW_ROWS, shareBehind: SHARE_BEHIND_ALONE, tidiesItself: false },
      about: `PGlite in ${folder}: what it has confirmed survives a killed process, not a power cut`,
      close: async () => {
        await all.destroy();
        lock.release();
      },
    };
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

/** Without what the driver says: it names the user, the host and more. */
function unreached(thrown: unknown): never {
  if (failureOf(thrown) === null) throw thrown;
  const remedy = 'Look whether it runs, and whether user, password and database of DATABASE_URL are right.';
  const message = 'PostgreSQL does not answer there.';
  throw new TokamarkError({ code: 'config', message, where: 'DATABASE_URL', remedy }, { cause: thrown });
}

/** Over connections of its own, which are given up after no time: a large table takes its time, and other instances wait for it. */
async function migrateServer(url: string, say: (error: Error) => void): Promise<readonly string[]> {
  const patient = onPostgres<Tables>(postgresPool(url, say, 0));
  try {
    return await migrate(patient);
  } finally {
    await patient.destroy();
  }
}

async function openServer(url: string, readUrl: string | null, say: (error: Error) => void): Promise<Database> {
  const write = onPostgres<Tables>(postgresPool(url, say));
  const read = readUrl === null ? write : onPostgres<Tables>(postgresPool(readUrl, say));
  const close = async (): Promise<void> => {
    await write.destroy();
    if (read !== write) await read.destroy();
  };
  try {
    await requireDurable(write).catch(unreached);
    const migrated = await migrateServer(url, say);
    const about = `PostgreSQL${readUrl === null ? '' : ' with a replica for reading'}: an answer comes after its commit`;
    // A server that is gone may come back: its pool connects anew.
    const rows = { mostRows: MOST_ROWS, fewRows: FEW_ROWS, shareBehind: SHARE_BEHIND, tidiesItself: true };
    return { write, read, migrated, about, close, ...rows, lost: new Promise(() => undefined) };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}
