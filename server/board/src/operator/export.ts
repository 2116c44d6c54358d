/**
 * All rows in one file, gzip: a line of JSON for each, written by the database itself, so that either database reads it back bit by bit.
 * It has the board's secret and what deletes runs: to be kept as the database is. Not a dump for others (dumps/).
 */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql, type Transaction } from 'kysely';
import { VERSION } from '../../../../src/foundation/build';
import type { Database } from '../database/open';
import type { Tables } from '../database/tables';
import { migrationNames } from '../database/migrate';
import { wholeTables } from './whole-tables';

export const EXPORT_FORMAT = 'tokamark-board-export/1';

/** Rows at a time: a run's document has tens of kilobytes. */
const FETCHED = 100;

/** In one snapshot, whatever is written meanwhile. @returns rows by table */
export async function exportAll({ write }: Database, file: string): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  const partial = `${file}.partial`;
  await write
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (transaction) => {
      try {
        await pipeline(
          Readable.from(lines(transaction, counts)),
          createGzip(),
          // For its owner alone.
          createWriteStream(partial, { mode: 0o600 }),
        );
      } catch (thrown) {
        await rm(partial, { force: true });
        throw thrown;
      }
    });
  await rename(partial, file);
  return counts;
}

async function* lines(transaction: Transaction<Tables>, counts: Record<string, number>): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const line = (value: object | string): string => {
    const text = `${typeof value === 'string' ? value : JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  yield line({ format: EXPORT_FORMAT, version: VERSION, migrations: await migrationNames(transaction) });
  for (const { name, columns } of await wholeTables(transaction)) {
    yield line({ table: name, columns });
    const list = sql.join(columns.map((column) => sql.ref(column)));
    await sql`declare exported no scroll cursor for
      select row_to_json(one)::text as line from (select ${list} from ${sql.table(name)}) as one`.execute(transaction);
    counts[name] = 0;
    for (;;) {
      const { rows } = await sql<{ line: string }>`fetch ${sql.lit(FETCHED)} from exported`.execute(transaction);
      for (const row of rows) yield line(row.line);
      counts[name] += rows.length;
      if (rows.length < FETCHED) break;
    }
    await sql`close exported`.execute(transaction);
  }
  // So that a file that was cut off, or changed, is known.
  yield `${JSON.stringify({ rows: counts, sha256: hash.digest('hex') })}\n`;
}
