/** Whether the process lives, and whether it may be sent requests. */
import { sql, type Kysely } from 'kysely';
import type { Database } from '../database/open';
import { isMigrated } from '../database/migrate';
import type { Tables } from '../database/tables';

/** Longer than this, and whoever waits for an answer is better sent elsewhere. */
const PATIENCE_MS = 2000;

export interface Readiness {
  readonly ready: boolean;
  readonly checks: { readonly database: boolean; readonly replica: boolean; readonly migrations: boolean };
}

/** @returns a check; once this version's tables are there, they are not looked for again */
export function readinessOf({ write, read }: Database): () => Promise<Readiness> {
  let migrated = false;
  return async () => {
    const [database, replica] = await Promise.all([answers(write), read === write ? true : answers(read)]);
    if (database && replica && !migrated) migrated = await inTime(isMigrated(read));
    const checks = { database, replica, migrations: migrated };
    return { ready: database && replica && migrated, checks };
  };
}

const answers = (database: Kysely<Tables>): Promise<boolean> =>
  inTime(
    sql`select 1`.execute(database).then(
      () => true,
      () => false,
    ),
  );

function inTime(answer: Promise<boolean>): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(false), PATIENCE_MS);
    const settle = (value: boolean): void => {
      clearTimeout(late);
      resolve(value);
    };
    answer.then(settle, () => settle(false));
  });
}
