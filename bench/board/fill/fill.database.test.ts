/** A small filled board, on the one of both databases that is filled in less time: it must fit the tables of today, and hold what the product would have stored. */
import { expect, test } from 'vitest';
import { emptyServerDatabase } from '../../../server/board/test/databases';
import { recompute } from '../../../server/board/test/recompute';
import { openDatabase } from '../../../server/board/src/database/open';
import { fill } from './fill';

const RUNS = 300;

test('a board filled in bulk is as the product makes it', async () => {
  const empty = await emptyServerDatabase();
  await fill(empty.config, { runs: RUNS, seed: 3, documents: 'none', say: () => undefined });
  const database = await openDatabase(empty.config, () => undefined);
  const { compared, differing } = await recompute(database, 20);
  expect(compared).toBeGreaterThan(60);
  expect(differing).toEqual([]);
  const { n } = await database.read
    .selectFrom('runs')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  expect(n).toBe(RUNS);
  // Keys, indexes and references are back: what refers to nothing is refused, and a run takes what is its own with it.
  const orphan = { run_id: 'none', format: 'int4', browser: '', gpu_family: '', code: null };
  await expect(database.write.insertInto('support').values(orphan).execute()).rejects.toThrow();
  await database.write.deleteFrom('runs').execute();
  expect(await database.read.selectFrom('samples').select('run_id').limit(1).execute()).toEqual([]);
  await database.close();
  await empty.remove();
});
