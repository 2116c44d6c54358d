/** Stored cohorts are read again where a row of theirs has changed, and only there. */
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { DATABASES } from '../../test/databases';
import { addRun, prepare } from '../../test/filled';
import { withDatabase } from '../../test/with-database';
import type { Database } from '../database/open';
import { cohortsQuerySchema } from '../contract/reads/query';
import { knower, type Known } from './known';
import { createReads } from './reads';
import { storedCohorts } from './stored-cohorts';

describe.each(DATABASES)('stored cohorts on $kind', ({ make }) => {
  let database: Database;
  let known: Known;

  withDatabase(make, async (opened) => {
    database = opened;
    await prepare(database, ['rtx-4090', 'arc-b580']);
    for (let device = 0; device < 3; device += 1) await addRun(database, device, { device: `n${device}` });
    known = await knower(database.read)({ test: 'tg64', format: 'int4' });
  });

  test('are the very same while no row has changed, and others after each change', async () => {
    const first = await storedCohorts(database.read, known);
    expect(await storedCohorts(database.read, known, first)).toBe(first);
    await sql`update gpus set name = 'Another' where id = 'rtx-4090'`.execute(database.write);
    const renamed = await storedCohorts(database.read, known, first);
    expect(renamed.cohorts).toMatchObject([{ gpu: { name: 'Another' }, n: 3 }]);
    await sql`update cohorts set warning = 'w', updated_at = 'epoch' where gpu_id = 'rtx-4090'`.execute(database.write);
    const warned = await storedCohorts(database.read, known, renamed);
    expect(warned.cohorts).toMatchObject([{ warning: 'w', n: 3 }]);
    await addRun(database, 10, { device: 'i', gpu: 'arc-b580' });
    const more = await storedCohorts(database.read, known, warned);
    expect(more.cohorts).toHaveLength(2);
    await sql`update cohorts set n = 0 where gpu_id = 'arc-b580'`.execute(database.write);
    const fewer = await storedCohorts(database.read, known, more);
    expect(fewer.cohorts).toHaveLength(1);
    expect(await storedCohorts(database.read, known, fewer)).toBe(fewer);
  });

  test('a page of them is one object for all who ask, until what it shows has changed', async () => {
    const reads = createReads(database, () => undefined);
    const page = (query: object) => reads.cohorts(cohortsQuerySchema.parse(query));
    const first = await page({});
    expect(await page({})).toBe(first);
    expect((await page({ kind: 'laptop' })).cohorts).toEqual([]);
    expect((await page({ engine: 'another' })).cohorts).toEqual([]);
    reads.changed();
    expect(await page({})).toBe(first);
    await addRun(database, 20, { device: 'n20' });
    reads.changed();
    expect((await page({})).cohorts).toMatchObject([{ n: 4 }]);
    await sql`update suites set withdrawn_at = now(), withdrawn_why = 'a fault'`.execute(database.write);
    // What is known of a suite is looked up once a second.
    const withdrawn = async () => (await page({})).suite.withdrawn;
    await expect.poll(withdrawn, { timeout: 5000 }).toMatchObject({ why: 'a fault' });
  });

  test('those of a filter are read once for all engines, and of one engine its runs are said', async () => {
    const reads = createReads(database, () => undefined);
    const page = (query: object) => reads.cohorts(cohortsQuerySchema.parse({ browser: 'Chrome', ...query }));
    const all = await page({});
    expect(all.sampling.runs).toBe(5);
    expect((await page({ engine: 'tokamark', modified: 'false' })).cohorts).toEqual(all.cohorts);
    await addRun(database, 30, { device: 'n30' });
    expect((await page({ engine: 'tokamark' })).sampling).toEqual(all.sampling);
    expect(await page({ engine: 'another' })).toMatchObject({ cohorts: [], sampling: { runs: 0, share: 1 } });
    expect(await page({ modified: 'true' })).toMatchObject({ cohorts: [], sampling: { runs: 0, share: 1 } });
  });
});
