/**
 * What PostgreSQL does by itself and PGlite only when it is closed: what has been written goes into the tables' files, and the log of it (pg_wal)
 * is given back. Without that the log of a board that is never stopped would fill the disk, and the start after a killed process
 * would read all of it again.
 */
import { sql } from 'kysely';
import { bytes, type Bytes } from '../../../../src/foundation/units';
import type { Database } from '../database/open';

/** Everybody waits meanwhile, some 0.3 s where all that PGlite has in memory has changed. */
const MOST_LOG = bytes(256 * 2 ** 20);

interface Done {
  /** That the log has held. */
  readonly bytes: Bytes;
}

/** @param most of the log that may stay @returns null where nothing was to be done */
export async function checkpoint({ write, tidiesItself }: Database, most: Bytes = MOST_LOG): Promise<Done | null> {
  if (tidiesItself) return null;
  const { rows } = await sql<{ log: number }>`
    select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::bigint as log from pg_control_checkpoint()`.execute(write);
  const log = bytes(rows[0]?.log ?? 0);
  if (log <= most) return null;
  await sql`checkpoint`.execute(write);
  return { bytes: log };
}
