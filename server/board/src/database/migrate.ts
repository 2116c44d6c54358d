/** Brings the tables to this version's state. Any number of instances may start at once: Kysely's lock lets one of them work. */
import { Migrator, type Kysely, type Migration } from 'kysely';
import { asError } from './database-error';
import { tables } from './migrations/0001-tables';
import { reads } from './migrations/0002-reads';
import { operator } from './migrations/0003-operator';
import { proofs } from './migrations/0005-proofs';
import { drawnRuns } from './migrations/0006-drawn-runs';
import { looseWorkloads } from './migrations/0007-loose-workloads';
import { countedRuns } from './migrations/0008-counted-runs';
import { cohortBuckets } from './migrations/0009-cohort-buckets';
import { quickLooks } from './migrations/0010-quick-looks';
import { unnamedDevices } from './migrations/0011-unnamed-devices';
import type { Tables } from './tables';

/** In order of their names; what has been released is never changed, only followed. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-tables': tables,
  '0002-reads': reads,
  '0003-operator': operator,
  '0005-proofs': proofs,
  '0006-drawn-runs': drawnRuns,
  '0007-loose-workloads': looseWorkloads,
  '0008-counted-runs': countedRuns,
  '0009-cohort-buckets': cohortBuckets,
  '0010-quick-looks': quickLooks,
  '0011-unnamed-devices': unnamedDevices,
};

const migratorOf = <T>(database: Kysely<T>): Migrator =>
  new Migrator({ db: database, provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) } });

/** @returns the names of those that were missing. @throws what the database said: nothing of a migration that failed is left */
export async function migrate<T>(database: Kysely<T>): Promise<readonly string[]> {
  const { error, results = [] } = await migratorOf(database).migrateToLatest();
  if (error !== undefined) throw asError(error);
  return results.map(({ migrationName }) => migrationName);
}

/** Whether each of this version's is done: a replica may be behind. */
export async function isMigrated<T>(database: Kysely<T>): Promise<boolean> {
  const all = await migratorOf(database).getMigrations();
  return all.every(({ executedAt }) => executedAt !== undefined);
}

/** Of those that this database has, in their order. */
export async function migrationNames(database: Kysely<Tables>): Promise<readonly string[]> {
  const all = await migratorOf(database).getMigrations();
  return all.filter(({ executedAt }) => executedAt !== undefined).map(({ name }) => name);
}
