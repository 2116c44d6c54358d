/** What the board answers needs beside the first tables: energy with what it was counted of, confirmed devices, and samples of devices. */
import { sql, type Kysely, type Migration } from 'kysely';

const STATEMENTS = [
  // What the page of a run shows of its document, which is large.
  `alter table runs add column about jsonb`,
  // Of the device, copied: by it a sample of devices is found in the order of one index (cohorts/device-sample.ts).
  `alter table samples add column draw double precision`,
  `update samples set draw = devices.draw
    from runs join devices on devices.id = runs.device_id where runs.id = samples.run_id`,
  `alter table samples alter column draw set not null`,
  `drop index samples_of_workload`,
  // Read "filtered board".
  `create index samples_by_draw on samples (workload_id, metric, draw)`,
  `alter table energy add column draw double precision`,
  `update energy set draw = devices.draw
    from runs join devices on devices.id = runs.device_id where runs.id = energy.run_id`,
  `alter table energy alter column draw set not null`,
  `alter table energy add column boundary text not null default 'gpu'`,
  `alter table energy alter column boundary drop default`,
  `drop index energy_of_workload`,
  // Read "speed against joules".
  `create index energy_by_draw on energy (workload_id, rung, boundary, draw)`,
  // Of the device, copied.
  `alter table cohort_members add column confirmed boolean not null default false`,
  `update cohort_members set confirmed = devices.confirmed
    from devices where devices.id = cohort_members.device_id and devices.confirmed`,
  `alter table cohorts
    add column devices integer not null default 0,
    add column confirmed integer not null default 0,
    add column runs integer not null default 0,
    add column basis text not null default 'all' check (basis in ('all', 'confirmed')),
    add column all_median double precision not null default 0,
    add column all_low double precision,
    add column all_high double precision,
    add column all_guarded_low double precision,
    add column all_guarded_high double precision`,
  `update cohorts set devices = n, all_median = median, all_low = low, all_high = high,
    all_guarded_low = guarded_low, all_guarded_high = guarded_high,
    confirmed = (select count(*) from cohort_members where cohort_id = cohorts.id and confirmed),
    runs = (select coalesce(sum(runs), 0) from cohort_members where cohort_id = cohorts.id)`,
  // Read "support matrix": the latest runs of all states that anybody hears of.
  `create index runs_told on runs (received_at desc, id) where state in ('ranked', 'pending', 'practice', 'failed')`,
];

export const reads: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};
