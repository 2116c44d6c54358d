/**
 * Runs that count, as reads over many of them want them: narrow rows, each with the medians of all of its workloads, in the order of their
 * devices' numbers. A run's own row has its documents and reasons in it, and its figures lie in thirty others: a read over a thousand
 * runs had to look for three thousand rows all over the tables.
 */
import { sql, type Kysely, type Migration } from 'kysely';

/** The rows of all runs that count: those that are ranked and of a GPU with a name. A condition on `runs` may follow. */
export const COUNTED = `
  insert into counted_runs (run_id, suite_id, gpu_id, engine, modified, implementation_id, device_id, confirmed, draw,
    browser, browser_name, os, power_source, received_at, medians)
  select runs.id, runs.suite_id, runs.gpu_id, runs.engine, runs.modified, runs.implementation_id, runs.device_id,
    devices.confirmed, runs.draw, runs.browser, regexp_replace(runs.browser, ' [0-9]+$', ''), runs.os, runs.power_source,
    runs.received_at, array(
      select own.median
      from generate_series(1, (select 2 * max(number) from workloads)) as places(place)
      left join (
        select 2 * number - (metric = 'tokensPerSecond')::integer as place, median
        from samples join workloads on workloads.id = workload_id where run_id = runs.id) as own using (place)
      order by place)
  from runs join devices on devices.id = runs.device_id
  where runs.state = 'ranked' and runs.gpu_id is not null`;

const STATEMENTS = [
  // The place of its medians in counted_runs: 2 * number - 1 of tokens per second, 2 * number of seconds to the first token.
  `alter table workloads add column number integer generated always as identity unique`,
  `create table counted_runs (
    run_id text primary key references runs on delete cascade,
    suite_id text not null,
    gpu_id text not null,
    engine text not null,
    modified boolean not null,
    implementation_id integer not null,
    device_id text not null,
    -- Of the device, copied.
    confirmed boolean not null,
    draw double precision not null,
    browser text not null,
    -- Without its version.
    browser_name text not null,
    os text not null,
    power_source text not null,
    received_at timestamptz not null,
    medians double precision[] not null)`,
  COUNTED,
  // Reads "board of one browser" and other filters; without any, "first tokens" of all.
  `create index counted_runs_drawn on counted_runs (suite_id, draw)`,
  `create index counted_runs_of_browser on counted_runs (suite_id, browser, draw)`,
  `create index counted_runs_of_browser_name on counted_runs (suite_id, browser_name, draw)`,
  // Reads "GPU across browsers" and "change over time".
  `create index counted_runs_of_gpu on counted_runs (suite_id, gpu_id, draw)`,
  `create index counted_runs_of_device on counted_runs (device_id)`,
  // Nobody else does it in PGlite.
  `analyze counted_runs`,
  `drop index samples_by_draw`,
  `alter table samples drop column draw`,
  `drop index runs_of_browser`,
  `drop index runs_of_gpu_drawn`,
];

export const countedRuns: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};
