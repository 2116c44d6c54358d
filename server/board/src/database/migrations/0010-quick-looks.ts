/** What was looked for along whole tables, or row by row where the index could say it. */
import { sql, type Kysely, type Migration } from 'kysely';

const STATEMENTS = [
  // Read "speed against joules", from the index alone.
  `drop index energy_by_draw`,
  `create index energy_by_draw on energy (workload_id, rung, boundary, draw) include (run_id, low, mid, high)`,
  // What the sweep takes away.
  `create index commitments_old on commitments (stamped_at)`,
];

export const quickLooks: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};
