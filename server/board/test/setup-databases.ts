/** Before the first test of the databases: one PostgreSQL for all of them, and a folder of PGlite to copy, because making one takes seconds. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openPglite } from '../src/database/pglite/pglite-pool';
import { startPostgres } from './postgres-server';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
    pgliteTemplate: string;
  }
}

export default async function setup(project: TestProject) {
  const template = mkdtempSync(join(tmpdir(), 'tokamark-pglite-'));
  const [server, pool] = await Promise.all([startPostgres(), openPglite(template)]);
  await pool.end();
  project.provide('postgresUrl', server.url);
  project.provide('pgliteTemplate', template);
  return async () => {
    rmSync(template, { recursive: true, force: true });
    await server.remove();
  };
}
