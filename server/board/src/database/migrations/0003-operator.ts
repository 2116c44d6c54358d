/** What the operator says: GPUs that the catalogue has not, and of devices whether they count as confirmed. */
import { sql, type Kysely, type Migration } from 'kysely';

const STATEMENTS = [
  // Of the operator's own alone.
  `alter table gpus add column vendor text`,
  // Null: by what it has sent.
  `alter table devices add column confirmed_as boolean`,
];

export const operator: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};
