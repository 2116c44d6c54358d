/** Writes row after row, and says each number once it is committed, until somebody kills it: a program of its own. */
import { z } from 'zod';
import { openDatabase } from '../src/database/open';

const argumentSchema = z.object({
  config: z.union([
    z.object({ kind: z.literal('pglite'), folder: z.string() }),
    z.object({ kind: z.literal('postgres'), url: z.string(), readUrl: z.null() }),
  ]),
  /** Of its rows. */
  name: z.string(),
});

const { config, name } = argumentSchema.parse(JSON.parse(process.argv[2] ?? ''));
const database = await openDatabase(config, () => undefined);
for (let number = 0; ; number += 1) {
  const id = `${name} ${number}`;
  await database.write.transaction().execute(async (transaction) => {
    await transaction.insertInto('suites').values({ id }).execute();
    await transaction.insertInto('settings').values({ key: id, value: '' }).execute();
  });
  process.stdout.write(`${number}\n`);
}
