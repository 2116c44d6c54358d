/** Devices whose name the operator has taken away: no later run brings them one. */
import { sql, type Kysely, type Migration } from 'kysely';

export const unnamedDevices: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql`alter table devices add column unnamed boolean not null default false`.execute(database);
  },
};
