/** A database below the product: statements as they are written, and rows in bulk. For what fills one, breaks one, or looks into one. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import type { Config } from '../src/config';

export type Row = Readonly<Record<string, unknown>>;

export interface RawDatabase {
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
  /** @param lines as COPY's text format has them */
  copyIn(table: string, columns: readonly string[], lines: string): Promise<void>;
  close(): Promise<void>;
}

export const openRaw = (config: Config['database']): Promise<RawDatabase> =>
  config.kind === 'pglite' ? openFolder(config.folder) : openServer(config.url);

/** In this thread, and without the board's lock: nobody else may have the folder meanwhile. */
async function openFolder(folder: string): Promise<RawDatabase> {
  const database = await PGlite.create(join(folder, 'pglite'));
  return {
    query: async (sql, parameters = []) => (await database.query<Row>(sql, [...parameters])).rows,
    copyIn: async (table, columns, lines) => {
      const sql = `copy ${table} (${columns.join(', ')}) from '/dev/blob'`;
      await database.query(sql, [], { blob: new Blob([lines]) });
    },
    close: () => database.close(),
  };
}

/** The server reads the lines from a file, so it has to run on this machine, and its role to be its first one. */
async function openServer(url: string): Promise<RawDatabase> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const folder = mkdtempSync(join(tmpdir(), 'tokamark-copy-'));
  chmodSync(folder, 0o755);
  const file = join(folder, 'lines');
  return {
    query: async (sql, parameters = []) => (await client.query<Row>(sql, [...parameters])).rows,
    copyIn: async (table, columns, lines) => {
      writeFileSync(file, lines, { mode: 0o644 });
      await client.query(`copy ${table} (${columns.join(', ')}) from '${file}'`);
    },
    close: async () => {
      await client.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
