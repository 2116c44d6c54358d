/**
 * What PostgreSQL does by itself and PGlite never does: the room of rows that are gone is given back, and what the planner knows of a table
 * is brought up to date. Each table that has grown, be it by new rows or by old ones that still lie there, in a statement of its own, so that
 * others get between. PGlite counts no rows that have changed, by which PostgreSQL goes.
 */
import { sql } from 'kysely';
import type { Database } from '../database/open';

/** Since the last time: so many pages, and this share of the table, as PostgreSQL has it of rows. */
const PAGES = 4;
const SHARE = 0.2;

/** @returns the tables that needed it; null where none did */
export async function tidy({ write, tidiesItself }: Database): Promise<{ readonly tables: readonly string[] } | null> {
  if (tidiesItself) return null;
  const { rows } = await sql<{ name: string }>`
    select relname::text as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace
      and pg_relation_size(oid) / current_setting('block_size')::integer > relpages + ${PAGES} + ${SHARE}::double precision * relpages
    order by relname`.execute(write);
  for (const { name } of rows) await sql`vacuum (analyze) ${sql.table(name)}`.execute(write);
  return rows.length === 0 ? null : { tables: rows.map(({ name }) => name) };
}
