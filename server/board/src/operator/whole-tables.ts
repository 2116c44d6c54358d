/** The board's tables as a whole, in an order in which rows may be written: what a row refers to comes before it. Also tables of later versions. */
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../database/tables';

export interface WholeTable {
  readonly name: string;
  /** Those that are written; a database computes the others itself. */
  readonly columns: readonly string[];
}

/** Gone within a day, and so never kept anywhere else. The migrations' own tables are made by them. */
const LEFT_OUT = ['rate_limits', 'salts', 'kysely_migration', 'kysely_migration_lock'];

export async function wholeTables(database: Kysely<Tables>): Promise<readonly WholeTable[]> {
  const { rows: columns } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE' and is_generated = 'NEVER'
    order by table_name, ordinal_position`.execute(database);
  const { rows: references } = await sql<{ from: string; to: string }>`
    select own.relname as "from", other.relname as "to" from pg_constraint
    join pg_class own on own.oid = conrelid join pg_class other on other.oid = confrelid
    where contype = 'f' and conrelid <> confrelid`.execute(database);
  const names = [...new Set(columns.map(({ table }) => table))].filter((name) => !LEFT_OUT.includes(name));
  return inOrder(names, references).map((name) => ({
    name,
    columns: columns.filter(({ table }) => table === name).map(({ column }) => column),
  }));
}

function inOrder(
  names: readonly string[],
  references: readonly { readonly from: string; readonly to: string }[],
): readonly string[] {
  const done: string[] = [];
  while (done.length < names.length) {
    const next = names.filter(
      (name) =>
        !done.includes(name) &&
        references.every(({ from, to }) => from !== name || done.includes(to) || !names.includes(to)),
    );
    if (next.length === 0) throw new RangeError('tables refer to each other in a ring');
    done.push(...next);
  }
  return done;
}
