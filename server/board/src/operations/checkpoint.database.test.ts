/** The log of the database, which grows for as long as nobody makes a checkpoint. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { DATABASES } from '../../test/databases';
import { bytes } from '../../../../src/foundation/units';
import { openDatabase } from '../database/open';
import { checkpoint } from './checkpoint';

const MEGABYTE = bytes(2 ** 20);

test.each(DATABASES)('$kind gives back the log of what has been written, whoever sees to it', async ({ make }) => {
  const empty = await make();
  const database = await openDatabase(empty.config, () => undefined);
  try {
    await sql`insert into settings (key, value) select n::text, repeat('tokamark', 32) from generate_series(1, 8000) as n`.execute(
      database.write,
    );
    if (database.tidiesItself) {
      expect(await checkpoint(database, bytes(0))).toBeNull();
      return;
    }
    expect(await checkpoint(database, bytes(64 * MEGABYTE))).toBeNull();
    const written = await checkpoint(database, MEGABYTE);
    expect(written?.bytes).toBeGreaterThan(MEGABYTE);
    expect(await checkpoint(database, MEGABYTE)).toBeNull();
  } finally {
    await database.close();
    await empty.remove();
  }
});
