/** Keys, indexes and references of the tables that are filled: away while rows come, and as they were afterwards. */
import { z } from 'zod';
import type { RawDatabase } from '../../../server/board/test/raw-database';
import { FILLED } from './columns';

const constraintSchema = z.object({ table: z.string(), name: z.string(), kind: z.string(), definition: z.string() });
const indexSchema = z.object({ name: z.string(), definition: z.string() });

/** @returns what brings all of it back */
export async function withoutConstraints(raw: RawDatabase): Promise<() => Promise<void>> {
  const tables = [...FILLED];
  const constraints = z.array(constraintSchema).parse(
    await raw.query(
      `select conrelid::regclass::text as table, conname::text as name, contype::text as kind,
        pg_get_constraintdef(oid) as definition
      from pg_constraint
      where contype in ('p', 'u', 'f') and connamespace = 'public'::regnamespace
        and (conrelid::regclass::text = any($1::text[]) or confrelid::regclass::text = any($1::text[]))`,
      [tables],
    ),
  );
  const names = new Set(constraints.map(({ name }) => name));
  const found = await raw.query(
    `select indexname::text as name, indexdef as definition from pg_indexes
    where schemaname = 'public' and tablename::text = any($1::text[])`,
    [tables],
  );
  const indexes = z
    .array(indexSchema)
    .parse(found)
    .filter(({ name }) => !names.has(name));
  // References before the keys that they need, and back the other way round.
  const inOrder = ['f', 'u', 'p'].flatMap((kind) => constraints.filter((one) => one.kind === kind));
  for (const { table, name } of inOrder) await raw.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of indexes) await raw.query(`drop index ${name}`);
  return async () => {
    for (const { table, name, definition } of inOrder.toReversed()) {
      await raw.query(`alter table ${table} add constraint ${name} ${definition}`);
    }
    for (const { definition } of indexes) await raw.query(definition);
  };
}
