/** Runs in the order of their devices' numbers, of one browser and of one GPU: a sample of devices is then found among those alone that a read asks for. */
import { sql, type Kysely, type Migration } from 'kysely';

const STATEMENTS = [
  // Of the device, copied.
  `alter table runs add column draw double precision`,
  `update runs set draw = devices.draw from devices where devices.id = runs.device_id`,
  `alter table runs alter column draw set not null`,
  // Read "board of one browser".
  `create index runs_of_browser on runs (suite_id, browser, draw) where state = 'ranked'`,
  // Reads "GPU across browsers" and "change over time".
  `create index runs_of_gpu_drawn on runs (gpu_id, draw) where state = 'ranked'`,
];

export const drawnRuns: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};
