/** A database for all tests of a `describe`: opened and filled before them, and removed after them. */
import { afterAll, beforeAll } from 'vitest';
import { openDatabase, type Database } from '../src/database/open';
import type { EmptyDatabase } from './databases';

/** @param opened told of it before the tests run, to keep it and to fill it */
export function withDatabase(make: () => Promise<EmptyDatabase>, opened: (database: Database) => Promise<void>): void {
  const ends: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const empty = await make();
    ends.push(() => empty.remove());
    const database = await openDatabase(empty.config, () => undefined);
    ends.unshift(() => database.close());
    await opened(database);
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });
}
