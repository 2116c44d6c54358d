/** Writes row after row, and says each number once it is committed, until somebody kills it. */
import { z } from 'zod';
import { openDatabase } from '../src/database/open';

const configSchema = z.union([
  z.object({ kind: z.literal('pglite'), folder: z.string() }),
  z.object({ kind: z.literal('postgres'), url: z.string(), readUrl: z.null() }),
]);

export async function main(argument: string): Promise<void> {
  const database = await openDatabase(configSchema.parse(JSON.parse(argument)), () => undefined);
  for (let number = 0; ; number += 1) {
    await database.write.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('suites')
        .values({ id: `s${number}` })
        .execute();
      await transaction
        .insertInto('settings')
        .values({ key: `k${number}`, value: '' })
        .execute();
    });
    process.stdout.write(`${number}\n`);
  }
}
