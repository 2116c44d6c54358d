/** The two databases that every test of rows runs on: an empty one of each kind, and what is left of it removed. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { inject } from 'vitest';
import type { Config } from '../src/config';

export interface EmptyDatabase {
  readonly config: Config['database'];
  remove(): Promise<void>;
}

interface Kind {
  readonly kind: 'PGlite' | 'PostgreSQL';
  readonly make: () => Promise<EmptyDatabase>;
}

export const DATABASES: readonly Kind[] = [
  { kind: 'PGlite', make: () => Promise.resolve(emptyFolder()) },
  { kind: 'PostgreSQL', make: emptyServerDatabase },
];

export function emptyFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'tokamark-board-'));
  cpSync(inject('pgliteTemplate'), join(folder, 'pglite'), { recursive: true });
  const remove = (): Promise<void> => Promise.resolve(rmSync(folder, { recursive: true, force: true }));
  return { config: { kind: 'pglite' as const, folder }, remove };
}

export async function emptyServerDatabase() {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = new URL(inject('postgresUrl'));
  await onServer(`create database ${name}`);
  url.pathname = `/${name}`;
  return {
    config: { kind: 'postgres' as const, url: url.href, readUrl: null },
    remove: () => onServer(`drop database ${name} with (force)`),
  };
}

export async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
