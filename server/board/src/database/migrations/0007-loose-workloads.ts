/**
 * Figures that name their workload without a reference to it. A reference locks the row that it is to, and each run has thirty figures of the
 * same few workloads: so all that were stored at once waited for each other's locks. Their rows are written before and deleted by nobody
 * (submission/known-rows.ts).
 */
import { sql, type Kysely, type Migration } from 'kysely';

const STATEMENTS = [
  `alter table samples drop constraint samples_workload_id_fkey`,
  `alter table energy drop constraint energy_workload_id_fkey`,
];

export const looseWorkloads: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};
