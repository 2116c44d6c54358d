/** Tables that nobody else tidies. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { DATABASES } from '../../test/databases';
import { openDatabase } from '../database/open';
import { tidy } from './tidy';

test.each(DATABASES)('$kind knows of its rows what it plans by, whoever brings that up to date', async ({ make }) => {
  const empty = await make();
  const database = await openDatabase(empty.config, () => undefined);
  try {
    await sql`insert into settings (key, value) select n::text, '' from generate_series(1, 5000) as n`.execute(
      database.write,
    );
    await sql`delete from settings where key::integer > 100`.execute(database.write);
    const known = async (): Promise<number | undefined> => {
      const { rows } = await sql<{ n: number }>`
        select reltuples::integer as n from pg_class where oid = 'settings'::regclass`.execute(database.read);
      return rows[0]?.n;
    };
    if (database.tidiesItself) {
      expect(await tidy(database)).toBeNull();
      return;
    }
    expect(await known()).toBe(-1);
    expect(await tidy(database)).toEqual({ tables: ['settings'] });
    expect(await known()).toBe(100);
    expect(await tidy(database)).toBeNull();
  } finally {
    await database.close();
    await empty.remove();
  }
});
