/** How large a filled board is, by table: what grows with its runs, and how fast. */
import { z } from 'zod';
import type { Config } from '../../../server/board/src/config';
import { openRaw } from '../../../server/board/test/raw-database';
import { table } from '../markdown';

const sizeSchema = z.object({
  name: z.string(),
  rows: z.coerce.number(),
  bytes: z.coerce.number(),
  indexes: z.coerce.number(),
});

/** Smaller tables are put together. */
const SHOWN_BYTES = 1e6;

export async function sizesSection(config: Config['database'], runs: number): Promise<string> {
  const raw = await openRaw(config);
  try {
    const found = await raw.query(
      `select relname::text as name, greatest(reltuples, 0)::bigint as rows,
        pg_table_size(oid) as bytes, pg_indexes_size(oid) as indexes
      from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      order by pg_total_relation_size(oid) desc`,
    );
    const sizes = z.array(sizeSchema).parse(found);
    const shown = sizes.filter(({ bytes, indexes }) => bytes + indexes >= SHOWN_BYTES);
    const sum = (of: 'bytes' | 'indexes'): number => sizes.reduce((all, one) => all + one[of], 0);
    const row = (name: string, rows: string, bytes: number, indexes: number) => [
      ...[name, rows, (bytes / 1e6).toFixed(1), (indexes / 1e6).toFixed(1)],
      Math.round((bytes + indexes) / runs),
    ];
    return table(
      'Sizes',
      ['table', 'rows', 'MB', 'MB of its indexes', 'bytes a run'],
      [
        ...shown.map(({ name, rows, bytes, indexes }) => row(name, String(rows), bytes, indexes)),
        row('all', '', sum('bytes'), sum('indexes')),
      ],
    );
  } finally {
    await raw.close();
  }
}
